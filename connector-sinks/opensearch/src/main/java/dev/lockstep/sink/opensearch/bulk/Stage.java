package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.Truncate;
import java.util.List;

/** What is done together, in whatever order, before what comes next. */
sealed interface Stage {

    /** A table is emptied. */
    record Empty(Truncate truncate) implements Stage {}

    /** Changes of rows, no two of one document. */
    record Rows(List<RowChange> rows) implements Stage {}
}
