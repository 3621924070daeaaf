package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.adhoc.Outcome.Chunk;
import dev.lockstep.source.postgres.adhoc.Outcome.Refused;
import dev.lockstep.source.postgres.adhoc.Outcome.Row;
import dev.lockstep.source.postgres.adhoc.TableForm.KeyPart;
import dev.lockstep.source.postgres.catalog.Identifiers;
import dev.lockstep.source.postgres.catalog.ServerSnapshot;
import dev.lockstep.source.postgres.pgoutput.CopyBinary;
import dev.lockstep.source.postgres.pgoutput.CopyText;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.snapshot.CopyRun;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** What a reader says to the server. Used by the reader's thread only. */
final class ReadingSession {

    /**
     * What was running.
     *
     * @param count of the transactions that were asked for
     */
    record Running(ServerSnapshot snapshot, int count) {}

    private static final String RUNNING =
            """
            SELECT pg_current_snapshot()::text,
                   (SELECT count(*) FROM pg_snapshot_xip(pg_current_snapshot()) AS x
                     WHERE x::text::bigint < $1
                       AND NOT EXISTS (SELECT FROM pg_stat_activity a
                                        WHERE a.backend_xid = x::xid
                                          AND a.state LIKE 'idle in transaction%'))
            """;

    private final Connection connection;
    private final boolean binary;

    /**
     * @param connection in auto-commit mode: transactions are begun and ended by statements
     * @param binary whether rows are to have the binary forms of their types, as the log has them
     */
    ReadingSession(Connection connection, boolean binary) {
        this.connection = connection;
        this.binary = binary;
    }

    Connection connection() {
        return connection;
    }

    /** Begins to read a table that nobody can alter meanwhile; returns what will be seen. */
    ServerSnapshot begin(TableName table) throws SQLException {
        execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        // Before the first query, which fixes what is seen: a table that was rewritten after that
        // would look empty.
        execute("LOCK TABLE " + table.quoted() + " IN ACCESS SHARE MODE");
        return ServerSnapshot.parse(query("SELECT pg_current_snapshot()::text"));
    }

    void commit() throws SQLException {
        execute("COMMIT");
    }

    void rollback() throws SQLException {
        execute("ROLLBACK");
    }

    /** An id that is larger than those of all transactions that have begun to write. */
    long nextTransactionId() throws SQLException {
        return Long.parseLong(query("SELECT pg_current_xact_id()::text"));
    }

    /** Which transactions below an id have not ended and may be doing so. */
    Running running(long below) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(RUNNING.replace("$1", Long.toString(below)))) {
            row.next();
            return new Running(ServerSnapshot.parse(row.getString(1)), row.getInt(2));
        }
    }

    /** Writes a message into the log, flushed so that it is sent at once. */
    void emit(String prefix, String content) throws SQLException {
        execute("SET synchronous_commit = local");
        query(
                "SELECT pg_logical_emit_message(true, "
                        + Identifiers.literal(prefix)
                        + ", "
                        + Identifiers.literal(content)
                        + ")");
    }

    /** Reads the next rows of a table, or begins it. */
    Outcome chunk(TableForm form, Step step, ServerSnapshot snapshot, int limit)
            throws SQLException, InterruptedException {
        ChunkQuery query = new ChunkQuery(form);
        List<String> key = form.key().stream().map(KeyPart::name).toList();
        TableProgress progress = step.progress();
        // The key may have been altered meanwhile: then the table is begun again.
        if (progress == null || !progress.key().equals(key)) {
            List<Tuple> max = copy(query.max());
            if (max.isEmpty()) {
                return new Refused("EMPTY", null);
            }
            progress = new TableProgress(key, null, texts(max.get(0), 0), 0);
        }
        TableName table = step.request().tables().get(0);
        int columns = form.relation().columns().size();
        List<Row> rows = new ArrayList<>();
        String filter = step.request().filter(table);
        List<Tuple> read =
                binary
                        ? copyBinary(query.binaryRows(progress, filter, limit), query.texts())
                        : copy(query.rows(progress, filter, limit));
        for (Tuple row : read) {
            rows.add(new Row(row.first(columns), row));
        }
        return new Chunk(
                form.relation(), form.identity(), snapshot, rows, progress, rows.size() < limit);
    }

    private List<Tuple> copy(String statement) throws SQLException {
        List<Tuple> rows = new ArrayList<>();
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        byte[] line;
        while ((line = copy.readFromCopy()) != null) {
            rows.add(CopyText.tuple(line));
        }
        return rows;
    }

    private List<Tuple> copyBinary(String statement, boolean[] texts)
            throws SQLException, InterruptedException {
        List<Tuple> rows = new ArrayList<>();
        CopyRun.run(
                connection, statement, (row, from) -> rows.add(CopyBinary.tuple(row, from, texts)));
        return rows;
    }

    /** The values of a row from a column on; none of them is null. */
    static List<String> texts(Tuple row, int from) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < row.size(); i++) {
            texts.add(
                    new String(row.buffer(), row.offset(i), row.length(i), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
