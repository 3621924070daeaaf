package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.function.LongConsumer;

/** Keys that are gone. */
final class RemoveCall extends KeyCall {

    private static final byte[] UNLINK = Settings.ascii("UNLINK");

    RemoveCall(int slot, Settings settings, Refusals refusals, LongConsumer stale) {
        super(slot, settings, refusals, stale);
    }

    @Override
    public void encode(CommandBuffer out) {
        if (!settings.fenced()) {
            out.command(1 + works.size());
            out.word(UNLINK);
            for (KeyWork work : works) {
                out.word(work.key);
            }
            return;
        }
        script(out, Script.REMOVE, works.size() + 1);
        for (KeyWork work : works) {
            out.word(work.version);
        }
        out.word(settings.retention());
    }
}
