package dev.lockstep.sink.redis.write;

import java.util.ArrayList;
import java.util.List;

/** What is to be appended to one stream from one topic partition, in its order. */
final class StreamQueue {

    private static final int ENTRIES = 256;
    private static final int BYTES = 1 << 18;

    private final byte[] stream;
    private final byte[] side;
    private final int slot;
    private final List<StreamEntry> entries = new ArrayList<>();
    private int done;

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

    /** So many of the first are in the stream. */
    void done(int count) {
        done += count;
    }

    /** The next that fit into one call; empty at the end. */
    List<StreamEntry> next() {
        int end = done;
        long weight = 0;
        while (end < entries.size() && end - done < ENTRIES) {
            weight += entries.get(end).weight();
            if (end > done && weight > BYTES) {
                break;
            }
            end++;
        }
        return List.copyOf(entries.subList(done, end));
    }

    List<StreamEntry> left() {
        return entries.subList(done, entries.size());
    }
}
