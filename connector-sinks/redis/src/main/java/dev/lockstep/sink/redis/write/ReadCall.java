package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Call;
import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.fence.Script;
import java.util.List;

/** Reads what is at a key, and its position, at one moment. */
final class ReadCall implements Call {

    private static final byte[] EVALSHA = Settings.ascii("EVALSHA");

    private final int slot;
    private final byte[] key;
    private final byte[] side;
    private final byte[] format;
    private final List<byte[]> fields;
    private byte[] held = Settings.NOTHING;
    private Object value;

    /**
     * @param fields that are wanted of a hash; empty for other values
     */
    ReadCall(int slot, byte[] key, byte[] side, byte[] format, List<byte[]> fields) {
        this.slot = slot;
        this.key = key;
        this.side = side;
        this.format = format;
        this.fields = fields;
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public void encode(CommandBuffer out) {
        out.command(6 + fields.size());
        out.word(EVALSHA);
        out.word(Script.READ.digest());
        out.word(2);
        out.word(key);
        out.word(side);
        out.word(format);
        fields.forEach(out::word);
    }

    @Override
    public void answered(Object answer) {
        // A list ends where Lua has nothing more to say.
        List<?> parts = (List<?>) answer;
        held = !parts.isEmpty() && parts.get(0) instanceof byte[] text ? text : Settings.NOTHING;
        value = parts.size() > 1 ? parts.get(1) : null;
    }

    /** What the side key holds; empty for nothing. */
    byte[] held() {
        return held;
    }

    /** Null where there is none. */
    byte[] text() {
        return value instanceof byte[] text ? text : null;
    }

    /** The values of the fields, null where a field is not there; null where there is no hash. */
    List<?> fieldValues() {
        return value instanceof List<?> values ? values : null;
    }
}
