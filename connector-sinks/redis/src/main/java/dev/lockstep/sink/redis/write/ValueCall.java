package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.config.ValueFormat;
import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.function.LongConsumer;

/** Values with a time to live, and RedisJSON documents. */
final class ValueCall extends KeyCall {

    private static final byte[] SET = Settings.ascii("SET");
    private static final byte[] PX = Settings.ascii("PX");

    ValueCall(int slot, Settings settings, Refusals refusals, LongConsumer stale) {
        super(slot, settings, refusals, stale);
    }

    /** Without the fence and a script, a command is for one key. */
    static boolean isPlain(Settings settings) {
        return !settings.fenced() && settings.format() == ValueFormat.STRING;
    }

    @Override
    public void encode(CommandBuffer out) {
        if (isPlain(settings)) {
            KeyWork work = works.get(0);
            out.command(5);
            out.word(SET);
            out.word(work.key);
            out.word(work.value);
            out.word(PX);
            out.word(settings.ttl(work.ttl));
            return;
        }
        script(out, Script.WRITE, 2 + 4 * works.size());
        out.word(settings.fenceWord());
        out.word(settings.formatWord());
        for (KeyWork work : works) {
            out.word(work.version);
            out.word(work.value);
            out.word(settings.ttl(work.ttl));
            out.word(settings.sideTtl(work.ttl));
        }
    }

    @Override
    public void answered(Object answer) {
        if (answer instanceof Long wrong && wrong < 0) {
            int index = (int) -wrong - 1;
            works.subList(0, index).forEach(work -> work.done = true);
            refuse(works.get(index), wrongType(works.get(index)));
        } else {
            super.answered(answer);
        }
    }
}
