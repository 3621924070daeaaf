package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.PublishedTables.Heap;
import dev.lockstep.source.postgres.record.CopiedRows;
import dev.lockstep.source.postgres.record.SnapshotRecords;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * Reads chunks, one after the other, over a connection of its own, until there are no more. A
 * transaction lasts for one chunk, so that no lock, not even the one of a reader, outlives it.
 */
final class ChunkReader implements Runnable {

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String CONNECTION_FAILURE = "08006";
    private static final String INVALID_PARAMETER_VALUE = "22023";

    /** The table or a column of it is not there any more. */
    private static final Set<String> GONE = Set.of("42P01", "42703", "3F000");

    /** What a record costs besides its bytes, about. */
    private static final int RECORD_OVERHEAD = 600;

    private static final long BATCH_BYTES = 1024 * 1024;

    private final Database database;
    private final SnapshotPoint point;
    private final SnapshotRecords tables;
    private final SourceOffset place;
    private final ChunkSource chunks;
    private final BatchQueue queue;
    private final int batchRows;
    private final Thread thread;

    private volatile Connection connection;

    // Owned by this thread
    private CopiedRows rows;
    private TableRead table;
    private RowBatch batch;

    /**
     * @param place of the snapshot, without its progress
     */
    ChunkReader(
            Database database,
            SnapshotPoint point,
            SnapshotRecords tables,
            SourceOffset place,
            ChunkSource chunks,
            BatchQueue queue,
            int batchRows,
            String threadName) {
        this.database = database;
        this.point = point;
        this.tables = tables;
        this.place = place;
        this.chunks = chunks;
        this.queue = queue;
        this.batchRows = batchRows;
        this.thread = new Thread(this, threadName);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try (Connection opened = database.connectForRows()) {
            connection = opened;
            Chunk chunk = chunks.next();
            while (chunk != null && !queue.isClosed()) {
                read(chunk);
                chunk = chunks.next();
            }
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            // The thread ends in any case; the task must not wait for a reader that is gone.
            queue.fail(e);
        }
    }

    private void read(Chunk chunk) throws SQLException, InterruptedException {
        prepare(chunk.heap().table());
        batch = newBatch(chunk);
        // The first rows of a table to be handed out are the first of a chunk.
        batch.define(rows.definition(batch.before()));
        try (Statement statement = connection.createStatement()) {
            point.begin(statement);
            if (!chunk.condition().isEmpty()) {
                // The planner may take a table for smaller than a chunk and read all of it.
                statement.execute(
                        "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off;"
                                + " SET LOCAL enable_bitmapscan = off");
            }
            if (!CopyRun.run(connection, statement(chunk), (row, from) -> add(chunk, row, from))) {
                return;
            }
            checkSameFile(chunk, statement);
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw explained(chunk, e);
        }
        batch.endChunk();
        queue.put(batch);
    }

    private void prepare(TableRead next) {
        if (table != next) {
            rows = tables.rows(next.table().relation());
            table = next;
        }
    }

    private String statement(Chunk chunk) {
        return table.statement() != null
                ? CopyStatement.of(table.table(), rows.columns(), table.statement())
                : CopyStatement.of(
                        table.table(),
                        chunk.heap().heap(),
                        rows.columns(),
                        List.of(chunk.condition()),
                        "");
    }

    /** Keeps a full batch back until there is more: the last batch of a chunk is not empty. */
    private boolean add(Chunk chunk, byte[] row, int from) throws InterruptedException {
        if (batch.records().size() >= batchRows || batch.bytes() >= BATCH_BYTES) {
            if (!queue.put(batch)) {
                return false;
            }
            batch = newBatch(chunk);
        }
        batch.add(rows.record(row, from, batch.before()), row.length + RECORD_OVERHEAD);
        return true;
    }

    private RowBatch newBatch(Chunk chunk) {
        rows.begin(point.at().value(), "true");
        return new RowBatch(chunk, place.during(null), place.during(null), batchRows);
    }

    /**
     * A table that was truncated or rewritten since the snapshot reads as empty, and one that was
     * only moved has its rows in other places. The catalog tells the file of the snapshot's time,
     * the function that of now.
     */
    private void checkSameFile(Chunk chunk, Statement statement) throws SQLException {
        Heap heap = chunk.heap().heap();
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT relfilenode = pg_relation_filenode(oid) FROM pg_class WHERE oid = "
                                + heap.oid())) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new SQLException(
                        "table "
                                + heap.schema()
                                + "."
                                + heap.name()
                                + " was truncated or rewritten while it was read, and is read"
                                + " again",
                        SERIALIZATION_FAILURE);
            }
        }
    }

    /** What may pass is told from what will not. */
    private static SQLException explained(Chunk chunk, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(INVALID_PARAMETER_VALUE)) {
            return new SQLException("the snapshot is gone", CONNECTION_FAILURE, e);
        }
        if (GONE.contains(state) && chunk.heap().table().statement() == null) {
            return new SQLException(
                    "table "
                            + chunk.heap().table().table().label()
                            + " was changed while it was read, and is read again",
                    SERIALIZATION_FAILURE,
                    e);
        }
        return e;
    }

    /** Cuts the connection and waits a moment for the thread. Called by any thread. */
    void close() {
        Database.giveUp(connection);
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
