package dev.lockstep.sink.opensearch.index;

/** Fields that documents have beside the columns of their rows. */
public final class Fields {

    /** {@code true} in what is left of a document that has been deleted; absent in all others. */
    public static final String DELETED = "lockstep_deleted";

    /** When it was, in milliseconds since 1970. */
    public static final String DELETED_AT = "lockstep_deleted_at";

    /**
     * The table a document is of, where several share an index: {@link IndexPlan#tableName}'s text.
     */
    public static final String TABLE = "lockstep_table";

    /** The time of a document in a data stream. */
    public static final String TIMESTAMP = "@timestamp";

    private Fields() {}
}
