package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Call;
import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.connection.Failures;
import dev.lockstep.sink.redis.fence.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import redis.clients.jedis.exceptions.JedisDataException;

/** The work of some keys of one slot in one command. */
abstract class KeyCall implements Call {

    private final int slot;
    protected final Settings settings;
    protected final List<KeyWork> works = new ArrayList<>();
    private final Refusals refusals;
    private final LongConsumer stale;
    private long weight;

    /**
     * @param stale is told how many changes were older than what is there
     */
    KeyCall(int slot, Settings settings, Refusals refusals, LongConsumer stale) {
        this.slot = slot;
        this.settings = settings;
        this.refusals = refusals;
        this.stale = stale;
    }

    void add(KeyWork work) {
        works.add(work);
        weight += work.weight();
    }

    int size() {
        return works.size();
    }

    long weight() {
        return weight;
    }

    @Override
    public final int slot() {
        return slot;
    }

    /** Begins a call of a script, with its keys. */
    protected final void script(CommandBuffer out, Script script, int arguments) {
        int keys = settings.fenced() ? 2 * works.size() : works.size();
        out.command(3 + keys + arguments);
        out.word(EVALSHA);
        out.word(script.digest());
        out.word(keys);
        for (KeyWork work : works) {
            out.word(work.key);
        }
        if (settings.fenced()) {
            for (KeyWork work : works) {
                out.word(work.side);
            }
        }
    }

    private static final byte[] EVALSHA = Settings.ascii("EVALSHA");

    @Override
    public void answered(Object answer) {
        works.forEach(work -> work.done = true);
        if (answer instanceof Long older && settings.fenced() && older > 0) {
            stale(older);
        }
    }

    protected final void stale(long changes) {
        stale.accept(changes);
    }

    protected final void refuse(KeyWork work, String message) {
        refusals.add(work.change, message);
        work.done = true;
    }

    @Override
    public boolean refused(JedisDataException error) {
        if (works.size() == 1 && Failures.isWrongType(error)) {
            refuse(works.get(0), wrongType(works.get(0)));
            return true;
        }
        return false;
    }

    protected static String wrongType(KeyWork work) {
        return "Cannot write a row of "
                + work.change.table().table()
                + " at its key: WRONGTYPE, the key holds another kind of value. Remove the key, or"
                + " choose others by key.format.";
    }
}
