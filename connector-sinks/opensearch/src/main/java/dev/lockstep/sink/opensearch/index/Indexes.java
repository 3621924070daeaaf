package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.Set;

/** Finds and makes the indexes of tables. For one thread. */
public final class Indexes {

    public Indexes(SearchClient client, IndexOptions options) {
        options.nameFormat();
    }

    /**
     * Where rows of a shape are written: index and mapping are made and evolved as needed. Cheap
     * the second time.
     */
    public IndexPlan plan(SourceTable table, RowShape shape) {
        return null;
    }

    /** Where a table's documents are looked for; the indexes need not be there. */
    public TableIndexes of(SourceTable table) {
        return null;
    }

    /** Names of the indexes, as in {@link TableIndexes}, that plans have been made for. */
    public Set<String> known() {
        return Set.of();
    }

    /** Has the server asked again, for what was known has proved wrong. */
    public void forget() {}
}
