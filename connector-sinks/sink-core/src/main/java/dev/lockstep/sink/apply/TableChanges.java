package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import java.util.List;

/**
 * What is left to do for one table: first the truncate, then deletes and upserts, in whatever order
 * of the two, for no key is in both, or twice in one.
 *
 * @param truncate null for none
 * @param upserts rows without a key among them, which are all to be inserted
 */
public record TableChanges(
        SourceTable table, Truncate truncate, List<Delete> deletes, List<Upsert> upserts) {

    /** How many changes these are. */
    public int size() {
        return (truncate == null ? 0 : 1) + deletes.size() + upserts.size();
    }
}
