package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.function.LongConsumer;

/** Texts that live for ever. */
final class TextCall extends KeyCall {

    private static final byte[] MSET = Settings.ascii("MSET");

    TextCall(int slot, Settings settings, Refusals refusals, LongConsumer stale) {
        super(slot, settings, refusals, stale);
    }

    @Override
    public void encode(CommandBuffer out) {
        if (!settings.fenced()) {
            out.command(1 + 2 * works.size());
            out.word(MSET);
            for (KeyWork work : works) {
                out.word(work.key);
                out.word(work.value);
            }
            return;
        }
        script(out, Script.SET, 2 * works.size());
        for (KeyWork work : works) {
            out.word(work.version);
        }
        for (KeyWork work : works) {
            out.word(work.value);
        }
    }
}
