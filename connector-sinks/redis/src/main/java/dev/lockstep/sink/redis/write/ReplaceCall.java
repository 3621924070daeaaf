package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Call;
import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.function.LongConsumer;

/** Writes a value that was made of the one that is there, unless that has changed since. */
final class ReplaceCall implements Call {

    private static final byte[] EVALSHA = Settings.ascii("EVALSHA");
    private static final long WRITTEN = 1;
    private static final long STALE = 0;

    private final KeyWork work;
    private final byte[] held;
    private final Settings settings;
    private final LongConsumer stale;

    /**
     * @param held what the side key held when the value was read
     */
    ReplaceCall(KeyWork work, byte[] held, Settings settings, LongConsumer stale) {
        this.work = work;
        this.held = held;
        this.settings = settings;
        this.stale = stale;
    }

    @Override
    public int slot() {
        return work.slot;
    }

    @Override
    public void encode(CommandBuffer out) {
        out.command(11);
        out.word(EVALSHA);
        out.word(Script.REPLACE.digest());
        out.word(2);
        out.word(work.key);
        out.word(work.side);
        out.word(held);
        out.word(settings.formatWord());
        out.word(work.version);
        out.word(work.value);
        out.word(settings.ttl(work.ttl));
        out.word(settings.sideTtl(work.ttl));
    }

    @Override
    public void answered(Object answer) {
        long result = (Long) answer;
        work.done = result == WRITTEN || result == STALE;
        if (result == STALE) {
            stale.accept(1);
        }
    }
}
