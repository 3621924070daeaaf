package dev.lockstep.cli.verify.target;

import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a target keeps the rows of one table. */
public interface TargetTable {

    /** The table of the source, with the columns that this target can be compared by. */
    SourceTable source();

    /** What it is called in the target. */
    String name();

    /** Where a row belongs; null where the target does not keep it. */
    Spot spot(SourceRow row);

    /** The values at these spots, by the columns of {@link #source}; without the empty spots. */
    Map<Spot, List<String>> find(Collection<Spot> spots);

    /** Walks through all rows that are there, so many at a time. */
    void scan(int count, Consumer<List<Spot>> rows);

    /** What can be told of ranges of rows without reading them; empty where nothing can. */
    default Optional<Ranges> ranges() {
        return Optional.empty();
    }

    /** What removes a row from the target, for people to run. */
    String removal(Spot spot);

    /** Whether a row of the source may be away on purpose. */
    default boolean expires() {
        return false;
    }
}
