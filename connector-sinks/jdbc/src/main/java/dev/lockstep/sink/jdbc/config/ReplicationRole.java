package dev.lockstep.sink.jdbc.config;

/** What PostgreSQL is told the session is. */
public enum ReplicationRole {
    /** As any session: triggers fire, and foreign keys are checked. */
    ORIGIN,
    /** As PostgreSQL's own apply worker: ordinary triggers do not fire, nor do foreign keys. */
    REPLICA,
    /** {@link #REPLICA} where the user may set it, else {@link #ORIGIN}. */
    AUTO
}
