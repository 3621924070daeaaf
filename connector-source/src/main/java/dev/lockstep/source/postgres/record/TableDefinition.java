package dev.lockstep.source.postgres.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
}
