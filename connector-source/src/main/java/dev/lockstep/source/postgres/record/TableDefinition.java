package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Position;
import dev.lockstep.event.TableDefinitionSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Struct;

/**
 * A table as one version of it is, for people and tools.
 *
 * @param topic where its events go
 * @param key the columns of the record key, in order
 * @param columns those that events carry
 */
record TableDefinition(
        String schema,
        String table,
        String topic,
        String replicaIdentity,
        List<String> key,
        List<ColumnDefinition> columns) {

    private static final int FINGERPRINT_BYTES = 16;

    /**
     * A column.
     *
     * @param type as SQL writes it, with its modifier
     * @param typeModifier -1 for none
     * @param nullable by the catalogs of now; null where they do not know the column any more
     */
    record ColumnDefinition(
            String name, String type, int typeOid, int typeModifier, Boolean nullable) {

        private ColumnDefinition filledFrom(List<ColumnDefinition> former) {
            if (nullable != null) {
                return this;
            }
            return former.stream()
                    .filter(column -> column.name.equals(name))
                    .findFirst()
                    .map(
                            same ->
                                    new ColumnDefinition(
                                            name, type, typeOid, typeModifier, same.nullable))
                    .orElse(this);
        }
    }

    /**
     * The same, with what the catalogs of now do not know any more as it was known before.
     *
     * @param former null for none
     */
    TableDefinition filledFrom(TableDefinition former) {
        if (former == null || columns.stream().allMatch(column -> column.nullable != null)) {
            return this;
        }
        List<ColumnDefinition> filled =
                columns.stream().map(column -> column.filledFrom(former.columns)).toList();
        return new TableDefinition(schema, table, topic, replicaIdentity, key, filled);
    }

    /** Equal for equal definitions, also across restarts. */
    String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Says it of the table from a place on.
     *
     * @param renamedFrom the former name; null for none
     * @param ordinal of the first event at that place
     */
    Struct value(String renamedFrom, long commitLsn, long ordinal, long lsn, Long tsMs) {
        Struct value = new Struct(TableDefinitionSchema.SCHEMA);
        value.put(TableDefinitionSchema.SCHEMA_NAME, schema);
        value.put(TableDefinitionSchema.TABLE, table);
        value.put(TableDefinitionSchema.EVENT_TOPIC, topic);
        value.put(TableDefinitionSchema.VERSION, Position.pack(commitLsn, ordinal));
        value.put(TableDefinitionSchema.FINGERPRINT, fingerprint());
        value.put(TableDefinitionSchema.RENAMED_FROM, renamedFrom);
        value.put(TableDefinitionSchema.REPLICA_IDENTITY, replicaIdentity);
        value.put(TableDefinitionSchema.KEY, key);
        value.put(TableDefinitionSchema.COLUMNS, columnStructs());
        value.put(TableDefinitionSchema.COMMIT_LSN, commitLsn);
        value.put(TableDefinitionSchema.LSN, lsn);
        value.put(TableDefinitionSchema.TS_MS, tsMs);
        return value;
    }

    private List<Struct> columnStructs() {
        List<Struct> structs = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            Struct struct = new Struct(TableDefinitionSchema.COLUMN);
            int keyIndex = key.indexOf(column.name());
            boolean modified = column.typeModifier() != -1;
            struct.put(TableDefinitionSchema.COLUMN_NAME, column.name());
            struct.put(TableDefinitionSchema.COLUMN_TYPE, column.type());
            struct.put(
                    TableDefinitionSchema.COLUMN_TYPE_OID,
                    Integer.toUnsignedLong(column.typeOid()));
            struct.put(
                    TableDefinitionSchema.COLUMN_TYPE_MODIFIER,
                    modified ? column.typeModifier() : null);
            struct.put(TableDefinitionSchema.COLUMN_NULLABLE, column.nullable());
            struct.put(
                    TableDefinitionSchema.COLUMN_KEY_POSITION, keyIndex < 0 ? null : keyIndex + 1);
            structs.add(struct);
        }
        return structs;
    }
}
