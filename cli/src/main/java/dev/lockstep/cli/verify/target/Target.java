package dev.lockstep.cli.verify.target;

import dev.lockstep.cli.verify.source.SourceTable;
import java.util.List;

/** What a sink writes to. */
public interface Target extends AutoCloseable {

    /** Where rows of a table are: one place, or several where each row is written several times. */
    List<TargetTable> tables(SourceTable table);

    @Override
    void close();
}
