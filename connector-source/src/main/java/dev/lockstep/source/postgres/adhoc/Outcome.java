package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.catalog.ServerSnapshot;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import java.util.List;

/** What came of a step. It takes effect when the log brings the step's watermark. */
sealed interface Outcome {

    /** The tables that the request means. */
    record Found(List<TableName> tables) implements Outcome {}

    /**
     * Rows of the current table.
     *
     * @param snapshot under which they were read
     * @param begun how far the table had been read before
     * @param complete whether no more rows follow
     */
    record Chunk(
            Relation relation,
            List<Integer> identity,
            ServerSnapshot snapshot,
            List<Row> rows,
            TableProgress begun,
            boolean complete)
            implements Outcome {

        /** How far the table has been read after the row with this index. */
        TableProgress progressAfter(int index) {
            Tuple key = rows.get(index).key();
            return begun.reached(ReadingSession.texts(key, relation.columns().size()), index + 1L);
        }

        /** How far the table has been read after all of it. */
        TableProgress progress() {
            return rows.isEmpty() ? begun : progressAfter(rows.size() - 1);
        }
    }

    /**
     * A row that was read.
     *
     * @param columns those that the log has
     * @param key where the next chunk would go on after it
     */
    record Row(Tuple columns, Tuple key) {}

    /**
     * The current table cannot be read.
     *
     * @param status Debezium's word for it
     * @param reason for the log; null when there is nothing to warn of
     */
    record Refused(String status, String reason) implements Outcome {}
}
