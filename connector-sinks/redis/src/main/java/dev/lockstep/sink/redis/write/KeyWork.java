package dev.lockstep.sink.redis.write;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.Upsert;
import java.util.List;

/** What is to be done at one key. */
final class KeyWork {

    /** What it is, as far as it matters for the call that does it. */
    enum Kind {
        /** A text that lives for ever. */
        TEXT,
        /** A value with a time to live, or of RedisJSON. */
        VALUE,
        HASH,
        REMOVE
    }

    final String name;
    final RowChange change;

    /** Other keys at which the row may be found; of rows that the change does not tell whole. */
    final List<String> others;

    Kind kind;

    /** Of removals: the row is at other keys now, which are written first. */
    final boolean late;

    byte[] key;
    byte[] side;
    byte[] version;
    int slot;
    byte[] value;
    List<byte[]> fields;
    List<byte[]> nulls = List.of();
    long ttl;

    /** Whether the value or the fields are those of the whole row. */
    boolean whole = true;

    /** Whether there is no row at the key that the change could be a part of. */
    boolean absent;

    /** Whether it has turned out that the key, or another of its call, is not new. */
    boolean mayBeThere;

    boolean prepared;
    boolean done;

    /**
     * @param kind null for what the row is written as
     */
    KeyWork(String name, RowChange change, List<String> others, Kind kind, boolean late) {
        this.name = name;
        this.change = change;
        this.others = others;
        this.kind = kind;
        this.late = late;
    }

    boolean removes() {
        return kind == Kind.REMOVE;
    }

    /** Whether the change does not carry the whole row. */
    boolean isPartial() {
        return !removes() && change.row().unavailable() != null;
    }

    /** Whether the row is said to be new. */
    boolean insertsRow() {
        return change instanceof Upsert upsert && upsert.operation() != Operation.UPDATE;
    }

    /** Roughly how long the call gets by it. */
    int weight() {
        int weight = 2 * key.length;
        if (value != null) {
            weight += value.length;
        }
        if (fields != null) {
            for (byte[] field : fields) {
                weight += field.length;
            }
        }
        return weight;
    }
}
