package dev.lockstep.sink.opensearch.index;

import java.util.Set;

/** What fields of documents may be called. */
final class FieldNames {

    /** Names that servers keep for themselves. */
    private static final Set<String> TAKEN =
            Set.of(
                    "_id",
                    "_index",
                    "_type",
                    "_source",
                    "_routing",
                    "_field_names",
                    "_ignored",
                    "_nested_path",
                    "_seq_no",
                    "_primary_term",
                    "_version",
                    "_doc_count",
                    "_data_stream_timestamp",
                    "_tier");

    private FieldNames() {}

    /** Whether a mapping can have a field of this name; dots lead into objects. */
    static boolean areLegal(String name) {
        boolean hasEmptyPart =
                name.isBlank() || name.startsWith(".") || name.endsWith(".") || name.contains("..");
        return !hasEmptyPart && !TAKEN.contains(name);
    }
}
