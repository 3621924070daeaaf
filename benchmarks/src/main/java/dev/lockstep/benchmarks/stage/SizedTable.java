package dev.lockstep.benchmarks.stage;

import dev.lockstep.embedded.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A table of rows with one long text, in a database of its own with a publication {@code bench}.
 *
 * @param bytes of the text
 */
public record SizedTable(PostgresServer postgres, String database, int bytes) implements Backlog {

    private static final int BYTES_PER_TRANSACTION = 1 << 20;
    private static final int MOST_ROWS_PER_TRANSACTION = 1_000;
    private static final int BYTES_OF_HASH = 128;
    private static final int LARGEST_MESSAGE = 16 << 20;

    public static SizedTable create(Stage stage, int bytes) throws SQLException {
        String database = stage.createDatabase("sized");
        stage.postgres()
                .execute(
                        database,
                        "CREATE TABLE rows (id bigint PRIMARY KEY, body text NOT NULL)",
                        "ALTER TABLE rows ALTER COLUMN body SET STORAGE EXTERNAL",
                        "CREATE PUBLICATION bench FOR TABLE rows");
        return new SizedTable(stage.postgres(), database, bytes);
    }

    @Override
    public int whole(int count) {
        return count;
    }

    @Override
    public List<String> topics(String prefix) {
        return List.of(prefix + ".public.rows");
    }

    @Override
    public Map<String, String> options() {
        return Map.of("producer.override.max.request.size", Integer.toString(LARGEST_MESSAGE));
    }

    @Override
    public Map<String, String> topicOptions() {
        return Map.of("max.message.bytes", Integer.toString(LARGEST_MESSAGE));
    }

    @Override
    public void write(int count) throws SQLException {
        int perTransaction =
                Math.min(MOST_ROWS_PER_TRANSACTION, Math.max(1, BYTES_PER_TRANSACTION / bytes));
        postgres.execute(
                database,
                "TRUNCATE rows",
                "DO $$ BEGIN FOR head IN 1 .. "
                        + count
                        + " BY "
                        + perTransaction
                        + " LOOP INSERT INTO rows SELECT i, "
                        + body()
                        + " FROM generate_series(head, least("
                        + count
                        + ", head + "
                        + (perTransaction - 1)
                        + ")) i; COMMIT; END LOOP; END $$");
    }

    /** Text that compresses no better than hexadecimal digits do. */
    private String body() {
        int hashes = bytes / BYTES_OF_HASH + 1;
        return "left((SELECT string_agg(encode(sha512((i * 10007 + k)::text::bytea), 'hex'), '')"
                + " FROM generate_series(1, "
                + hashes
                + ") k), "
                + bytes
                + ")";
    }
}
