package dev.lockstep.cli.verify.target;

import dev.lockstep.cli.verify.row.Checksum;
import dev.lockstep.cli.verify.row.Spot;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a target can do whose server orders and spells the rows as the source's does. A range begins
 * behind one key and ends with another; null stands for an open end.
 */
public interface Ranges {

    /** Comparable with the source's. */
    Checksum sum(List<String> from, List<String> to);

    /** Walks through the rows of a range, so many at a time. */
    void scan(List<String> from, List<String> to, int count, Consumer<List<Spot>> rows);
}
