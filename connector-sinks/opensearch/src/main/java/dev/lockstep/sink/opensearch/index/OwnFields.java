package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.SourceTable;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields of documents that are ours, not columns. */
public final class OwnFields {

    /** True in a document that stands for a deleted row; it has no columns. */
    public static final String DELETED = "lockstep_deleted";

    /** When that was written, in milliseconds since 1970. */
    public static final String DELETED_AT = "lockstep_deleted_at";

    /** The table of the row, in indexes that several tables share. */
    public static final String TABLE = "lockstep_table";

    /** The time of a document in a data stream. */
    public static final String TIMESTAMP = "@timestamp";

    private OwnFields() {}

    /** What {@link #TABLE} holds. */
    public static String name(SourceTable table) {
        return Stream.of(table.database(), table.schema(), table.table())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
