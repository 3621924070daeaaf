package dev.lockstep.sink.jdbc.postgres;

/**
 * What users may choose about PostgreSQL.
 *
 * @param replicationRole whether triggers and foreign keys of the target act on what is written
 * @param binaryText how strings that go into a column of bytes hold them
 */
public record PostgresOptions(ReplicationRole replicationRole, BinaryText binaryText) {

    /** What a connector gets that configures none of them. */
    public static final PostgresOptions DEFAULTS =
            new PostgresOptions(ReplicationRole.ORIGIN, BinaryText.BASE64);

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
