package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rows that an ad hoc snapshot has read, in the form of the log.
 *
 * @param relation the table as the log would define it
 * @param rows complete rows of it
 * @param progress what is to be stored once the row with this index is
 */
public record SnapshotRows(
        Relation relation, List<Tuple> rows, IntFunction<AdHocProgress> progress) {}
