package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.List;
import java.util.function.LongConsumer;

/** Rows as hashes. */
final class HashCall extends KeyCall {

    private static final byte[] WHOLE = Settings.ascii("whole");
    private static final byte[] PART = Settings.ascii("part");
    private static final int FIXED = 6;

    private static final long STALE = 0;
    private static final long NO_ROW = -1;
    private static final long WRONG_TYPE = -2;

    HashCall(int slot, Settings settings, Refusals refusals, LongConsumer stale) {
        super(slot, settings, refusals, stale);
    }

    @Override
    public void encode(CommandBuffer out) {
        int arguments = 1;
        for (KeyWork work : works) {
            arguments += FIXED + work.fields.size() + work.nulls.size();
        }
        script(out, Script.HASH, arguments);
        out.word(settings.fenceWord());
        for (KeyWork work : works) {
            out.word(work.version);
            out.word(settings.ttl(work.ttl));
            out.word(settings.sideTtl(work.ttl));
            out.word(work.whole ? WHOLE : PART);
            out.word(work.fields.size() / 2);
            out.word(work.nulls.size());
            work.fields.forEach(out::word);
            work.nulls.forEach(out::word);
        }
    }

    @Override
    public void answered(Object answer) {
        List<?> results = (List<?>) answer;
        for (int i = 0; i < works.size(); i++) {
            KeyWork work = works.get(i);
            long result = (Long) results.get(i);
            if (result == WRONG_TYPE) {
                refuse(work, wrongType(work));
            } else if (result == NO_ROW) {
                work.absent = true;
            } else {
                work.done = true;
                if (result == STALE) {
                    stale(1);
                }
            }
        }
    }
}
