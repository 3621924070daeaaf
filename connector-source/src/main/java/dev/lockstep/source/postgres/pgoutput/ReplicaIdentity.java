package dev.lockstep.source.postgres.pgoutput;

/** Which columns of the old row an UPDATE or DELETE puts into the log. */
public enum ReplicaIdentity {
    /** The primary key, and for an UPDATE only if it changed; without one as NOTHING. */
    DEFAULT,
    /** No column; the server refuses UPDATE and DELETE of a published table. */
    NOTHING,
    /** The whole old row, out-of-line values included. */
    FULL,
    /** The columns of a chosen unique index, and for an UPDATE only if they changed. */
    INDEX
}
