package dev.lockstep.sink.jdbc.postgres;

/**
 * What users may choose about PostgreSQL.
 *
 * @param replicationRole whether triggers and foreign keys of the target act on what is written
 * @param binaryText how strings that go into a column of bytes hold them
 * @param base64Decimals whether in JSON without schemas a text in the place of a decimal is its
 *     unscaled bytes in base64, rather than a number
 */
public record PostgresOptions(
        ReplicationRole replicationRole, BinaryText binaryText, boolean base64Decimals) {

    /** What a connector gets that configures none of them. */
    public static final PostgresOptions DEFAULTS =
            new PostgresOptions(ReplicationRole.ORIGIN, BinaryText.BASE64, true);

    /** The role that PostgreSQL is told the session has. */
    public enum ReplicationRole {
        /** As any session: triggers fire, and foreign keys are checked. */
        ORIGIN,
        /** As PostgreSQL's own apply worker: ordinary triggers do not fire, nor do foreign keys. */
        REPLICA,
        /** {@link #REPLICA} where the user may set it, else {@link #ORIGIN}. */
        AUTO
    }
}
