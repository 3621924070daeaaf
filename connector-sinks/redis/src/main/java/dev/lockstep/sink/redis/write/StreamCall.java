package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Call;
import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.connection.Failures;
import dev.lockstep.sink.redis.fence.Script;
import java.util.List;
import java.util.function.LongConsumer;
import redis.clients.jedis.exceptions.JedisDataException;

/** Entries of one stream from one topic partition; without the fence, one entry. */
final class StreamCall implements Call {

    private static final byte[] EVALSHA = Settings.ascii("EVALSHA");
    private static final byte[] XADD = Settings.ascii("XADD");
    private static final byte[] MAXLEN = Settings.ascii("MAXLEN");
    private static final byte[] ROUGHLY = Settings.ascii("~");
    private static final byte[] ANY_ID = Settings.ascii("*");

    private final StreamQueue queue;
    private final StreamQueue.Part part;
    private final List<StreamEntry> entries;
    private final byte[] length;
    private final boolean fenced;
    private final Refusals refusals;
    private final LongConsumer stale;

    /**
     * @param part of the queue
     * @param length that the stream is cut to; empty for none
     */
    StreamCall(
            StreamQueue queue,
            StreamQueue.Part part,
            byte[] length,
            boolean fenced,
            Refusals refusals,
            LongConsumer stale) {
        this.queue = queue;
        this.part = part;
        this.entries = part.entries();
        this.length = length;
        this.fenced = fenced;
        this.refusals = refusals;
        this.stale = stale;
    }

    @Override
    public int slot() {
        return queue.slot();
    }

    @Override
    public void encode(CommandBuffer out) {
        if (fenced) {
            encodeScript(out);
        } else {
            encodePlain(out, entries.get(0).fields());
        }
    }

    private void encodeScript(CommandBuffer out) {
        int words = 0;
        for (StreamEntry entry : entries) {
            words += 3 + entry.fields().size();
        }
        out.command(7 + words);
        out.word(EVALSHA);
        out.word(Script.APPEND.digest());
        out.word(2);
        out.word(queue.stream());
        out.word(queue.side());
        out.word(length);
        out.word(entries.size());
        for (StreamEntry entry : entries) {
            out.word(entry.exact());
            out.word(entry.offset());
            out.word(entry.fields().size() / 2);
            entry.fields().forEach(out::word);
        }
    }

    private void encodePlain(CommandBuffer out, List<byte[]> fields) {
        out.command((length.length == 0 ? 3 : 6) + fields.size());
        out.word(XADD);
        out.word(queue.stream());
        if (length.length > 0) {
            out.word(MAXLEN);
            out.word(ROUGHLY);
            out.word(length);
        }
        out.word(ANY_ID);
        fields.forEach(out::word);
    }

    @Override
    public void answered(Object answer) {
        queue.done(part);
        if (answer instanceof Long known && known > 0) {
            stale.accept(known);
        }
    }

    @Override
    public boolean refused(JedisDataException error) {
        if (!Failures.isWrongType(error)) {
            return false;
        }
        for (StreamEntry entry : entries) {
            refusals.add(
                    entry.change(),
                    "Cannot append a change of "
                            + Events.table(entry.change()).table()
                            + " to its stream: WRONGTYPE, the key holds another kind of value."
                            + " Remove the key, or choose another by key.format.");
        }
        queue.done(part);
        return true;
    }
}
