package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.function.LongConsumer;

/** Texts that live for ever. */
final class TextCall extends KeyCall {

    private static final byte[] MSET = Settings.ascii("MSET");
    private static final byte[] MSETNX = Settings.ascii("MSETNX");
    private static final long NOTHING_SET = 0;

    private final NewKeys newKeys;
    private boolean allNew = true;

    /** Whether the call is tried without the script; settled when it is first sent. */
    private Boolean tried;

    TextCall(int slot, Settings settings, Refusals refusals, LongConsumer stale, NewKeys newKeys) {
        super(slot, settings, refusals, stale);
        this.newKeys = newKeys;
    }

    @Override
    void add(KeyWork work) {
        super.add(work);
        allNew &= !work.mayBeThere && work.insertsRow();
    }

    @Override
    public void encode(CommandBuffer out) {
        if (!settings.fenced()) {
            out.command(1 + 2 * works.size());
            out.word(MSET);
            works.forEach(work -> pair(out, work.key, work.value));
            return;
        }
        if (tried == null) {
            tried = allNew && newKeys.areLikely();
        }
        if (tried) {
            // With their positions, or none of it if any of both is there.
            out.command(1 + 4 * works.size());
            out.word(MSETNX);
            for (KeyWork work : works) {
                pair(out, work.key, work.value);
                pair(out, work.side, work.version);
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

    private static void pair(CommandBuffer out, byte[] key, byte[] value) {
        out.word(key);
        out.word(value);
    }

    @Override
    public void answered(Object answer) {
        if (tried == null || !tried) {
            super.answered(answer);
        } else if (answer instanceof Long set && set == NOTHING_SET) {
            works.forEach(work -> work.mayBeThere = true);
            newKeys.wereThere();
        } else {
            works.forEach(work -> work.done = true);
        }
    }
}
