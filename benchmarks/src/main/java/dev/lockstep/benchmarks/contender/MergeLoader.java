package dev.lockstep.benchmarks.contender;

import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.embedded.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Upserts rows that it has in memory: by {@code COPY} into a temporary table and one statement that
 * merges it into the table, a batch to a transaction. A thread of this process runs it.
 *
 * @param batches text of {@code COPY}, each so many rows
 */
public record MergeLoader(PostgresServer postgres, String database, List<byte[]> batches)
        implements Runnable {

    private static final int BATCH_ROWS = 2_000;
    private static final String MERGE =
            "INSERT INTO orders SELECT * FROM staged ON CONFLICT (id) DO UPDATE SET (customer_id,"
                    + " status, currency, total, quantity, paid, reference, placed_at, updated_at,"
                    + " note) = (excluded.customer_id, excluded.status, excluded.currency,"
                    + " excluded.total, excluded.quantity, excluded.paid, excluded.reference,"
                    + " excluded.placed_at, excluded.updated_at, excluded.note)";

    /** Reads the first rows of a table into memory, and will write them to that of a database. */
    public static MergeLoader of(OrdersTable rows, int count, String target)
            throws SQLException, IOException {
        List<byte[]> batches = new ArrayList<>();
        try (Connection connection = rows.postgres().connect(rows.database())) {
            CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
            for (int from = 1; from <= count; from += BATCH_ROWS) {
                ByteArrayOutputStream batch = new ByteArrayOutputStream();
                int upTo = Math.min(count, from + BATCH_ROWS - 1);
                copy.copyOut(
                        "COPY (SELECT * FROM orders WHERE id BETWEEN "
                                + from
                                + " AND "
                                + upTo
                                + ") TO STDOUT",
                        batch);
                batches.add(batch.toByteArray());
            }
        }
        return new MergeLoader(rows.postgres(), target, batches);
    }

    @Override
    public void run() {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TEMPORARY TABLE staged (LIKE orders) ON COMMIT DELETE ROWS");
            CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
            for (byte[] batch : batches) {
                copy.copyIn("COPY staged FROM STDIN", new ByteArrayInputStream(batch));
                statement.execute(MERGE);
                connection.commit();
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("Cannot load rows", e);
        }
    }
}
