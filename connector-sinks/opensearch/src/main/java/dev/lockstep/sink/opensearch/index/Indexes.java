package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.List;

/** Finds the index that rows go to, and makes it follow their table if it may. One thread calls. */
public final class Indexes {

    public Indexes(SearchClient client, IndexOptions options, Layout layout) {}

    /**
     * Where rows of a shape are written: index and mapping are made as they are needed. Cheap from
     * the second call on.
     *
     * @throws dev.lockstep.sink.apply.TargetException.Fatal when something is missing that may not
     *     be made, or is there but must not be written to
     */
    public IndexPlan plan(SourceTable table, RowShape shape) {
        throw new UnsupportedOperationException();
    }

    /**
     * What names the indexes that hold documents of a table, for searches: an index, or a pattern
     * where {@code index.name.format} names columns. They may not be there.
     */
    public String searched(SourceTable table) {
        throw new UnsupportedOperationException();
    }

    /** The indexes that have been written to, for purges. */
    public List<String> written() {
        throw new UnsupportedOperationException();
    }

    /** Forgets what the cluster said, because it is no longer so. */
    public void forget() {}
}
