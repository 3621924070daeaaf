package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowImage;

/** All rows go to one index. */
record FixedPlan(String fixedName, boolean sharedByTables, boolean dataStream)
        implements IndexPlan {

    @Override
    public String name(RowImage row) {
        return fixedName;
    }
}
