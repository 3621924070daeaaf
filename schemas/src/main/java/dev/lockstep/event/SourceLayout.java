package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Where the parts of a source block stand in one schema. */
public final class SourceLayout {

    /** In place of a number that a block does not tell. */
    public static final long UNKNOWN = -1;

    private final Field name;
    private final Field micros;
    private final Field millis;
    private final Field database;
    private final Field schema;
    private final Field table;
    private final Field position;
    private final Field commitLsn;
    private final Field ordinal;
    private final Field last;
    private final Field snapshot;

    SourceLayout(Schema block) {
        name = field(block, FieldNames.NAME, Schema.Type.STRING);
        micros = field(block, FieldNames.TS_US, Schema.Type.INT64);
        millis = field(block, FieldNames.TS_MS, Schema.Type.INT64);
        database = field(block, FieldNames.DB, Schema.Type.STRING);
        schema = field(block, FieldNames.SCHEMA, Schema.Type.STRING);
        Field named = field(block, FieldNames.TABLE, Schema.Type.STRING);
        table = named == null ? field(block, FieldNames.COLLECTION, Schema.Type.STRING) : named;
        position = field(block, FieldNames.POSITION, Schema.Type.INT64);
        commitLsn = field(block, FieldNames.COMMIT_LSN, Schema.Type.INT64);
        ordinal = block.field(FieldNames.ORDINAL);
        last = field(block, FieldNames.LAST, Schema.Type.BOOLEAN);
        snapshot = field(block, FieldNames.SNAPSHOT, Schema.Type.STRING);
    }

    private static Field field(Schema block, String name, Schema.Type type) {
        Field field = block.field(name);
        return field != null && field.schema().type() == type ? field : null;
    }

    /** The logical name of the server; null where the block has none. */
    public String name(Struct block) {
        return name == null ? null : (String) block.get(name);
    }

    /** When the change was committed, since 1970, or {@link #UNKNOWN}. */
    public long micros(Struct block) {
        if (micros != null && block.get(micros) instanceof Long told) {
            return told;
        }
        return millis != null && block.get(millis) instanceof Long told ? told * 1_000 : UNKNOWN;
    }

    /** The place among the changes of its transaction, or {@link #UNKNOWN}. */
    public long ordinal(Struct block) {
        return ordinal != null && block.get(ordinal) instanceof Long told ? told : UNKNOWN;
    }

    /** Null where the block has none. */
    public String database(Struct block) {
        return database == null ? null : (String) block.get(database);
    }

    /** Null for databases that have no schemas, such as MySQL. */
    public String schema(Struct block) {
        return schema == null ? null : (String) block.get(schema);
    }

    /** The table, or MongoDB's collection; null where the block has none. */
    public String table(Struct block) {
        return table == null ? null : (String) block.get(table);
    }

    /** {@link SourceBlock#position()}'s value, or {@link #UNKNOWN}. */
    public long position(Struct block) {
        if (position != null && block.get(position) instanceof Long told && told >= 0) {
            return told;
        }
        return DerivedPosition.of(new SourceBlock(Row.of(block))).orElse(UNKNOWN);
    }

    /** The LSN of the commit record, or {@link #UNKNOWN}. */
    public long commitLsn(Struct block) {
        return commitLsn != null && block.get(commitLsn) instanceof Long told ? told : UNKNOWN;
    }

    /** Whether blocks of the schema number the changes of a transaction, as Lockstep's do. */
    public boolean tellsOrdinal() {
        return ordinal != null;
    }

    /** Whether the change is known to be the last of its transaction. */
    public boolean last(Struct block) {
        return last != null && Boolean.TRUE.equals(block.get(last));
    }

    /** Debezium's marker as it is; null where the block has none. */
    public String snapshot(Struct block) {
        return snapshot == null ? null : (String) block.get(snapshot);
    }
}
