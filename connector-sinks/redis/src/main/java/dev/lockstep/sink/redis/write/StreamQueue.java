package dev.lockstep.sink.redis.write;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What is to be appended to one stream from one topic partition, in its order. */
final class StreamQueue {

    private static final int ENTRIES = 256;
    private static final int BYTES = 1 << 18;

    /**
     * Entries one behind the other.
     *
     * @param from the number of the first in the queue
     */
    record Part(int from, List<StreamEntry> entries) {}

    private final byte[] stream;
    private final byte[] side;
    private final int slot;
    private final List<StreamEntry> entries = new ArrayList<>();

    /** By number: of entries that are on their way at once, any may fail and others not. */
    private final BitSet done = new BitSet();

    StreamQueue(byte[] stream, byte[] side, int slot) {
        this.stream = stream;
        this.side = side;
        this.slot = slot;
    }

    byte[] stream() {
        return stream;
    }

    byte[] side() {
        return side;
    }

    int slot() {
        return slot;
    }

    void add(StreamEntry entry) {
        entries.add(entry);
    }

    /** Nothing more is to be done about these. */
    void done(Part part) {
        done.set(part.from(), part.from() + part.entries().size());
    }

    /** The next that fit into one call, where each call waits for the one before; may be empty. */
    Part next() {
        int from = done.nextClearBit(0);
        int end = from;
        long weight = 0;
        while (end < entries.size() && end - from < ENTRIES) {
            weight += entries.get(end).weight();
            if (end > from && weight > BYTES) {
                break;
            }
            end++;
        }
        return new Part(from, List.copyOf(entries.subList(from, end)));
    }

    /** All that are left, each by itself. */
    List<Part> singles() {
        List<Part> singles = new ArrayList<>();
        int from = done.nextClearBit(0);
        while (from < entries.size()) {
            singles.add(new Part(from, List.of(entries.get(from))));
            from = done.nextClearBit(from + 1);
        }
        return singles;
    }
}
