package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A database and the sink connector that keeps it equal to a captured one. */
final class Replica implements AutoCloseable {

    static final String CONNECTOR = "dev.lockstep.sink.jdbc.JdbcSinkConnector";

    /** Converter options of both sides, for values with schemas. */
    static final String[] WITH_SCHEMAS = {
        "key.converter", "dev.lockstep.json.LockstepJsonConverter",
        "key.converter.schemas.enable", "true",
        "value.converter", "dev.lockstep.json.LockstepJsonConverter",
        "value.converter.schemas.enable", "true"
    };

    /** Those, and more options. */
    static String[] withSchemas(String... more) {
        return Stream.of(WITH_SCHEMAS, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    final String name;
    final Postgres postgres;
    private final Sink sink;
    private final Capture source;

    /** A database on a server, with the given tables. */
    Replica(ConnectWorker worker, Postgres postgres, Capture source, String... ddl)
            throws SQLException {
        this.name = source.name + "_replica";
        this.postgres = postgres;
        this.sink = new Sink(worker, name);
        this.source = source;
        postgres.execute("postgres", "CREATE DATABASE " + name);
        postgres.execute(name, ddl);
    }

    /** The configuration of a sink of all topics of the source, with more options as key, value. */
    Map<String, String> config(String... options) {
        Map<String, String> config = sink(source.name, postgres.jdbcUrl(name), postgres.user());
        config.put("connection.password", "none");
        config.put("table.name.format", "${schema}.${table}");
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        return config;
    }

    /** The configuration of a sink of all topics with a prefix into any database. */
    static Map<String, String> sink(String prefix, String url, String user) {
        return Sink.config(CONNECTOR, prefix, "connection.url", url, "connection.user", user);
    }

    Replica start(String... options) {
        sink.start(config(options));
        return this;
    }

    /** Waits until tables are equal on both sides, row by row. */
    void awaitEqual(List<String> tables) throws SQLException {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String table : tables) {
            wanted.put(table, digest(source.postgres, source.name, table));
        }
        try {
            await("the replica is equal")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> {
                                checkAlive();
                                return wanted.equals(digests(tables));
                            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            checkAlive();
            assertThat(digests(tables)).isEqualTo(wanted);
        }
    }

    void awaitEqual(String... tables) throws SQLException {
        awaitEqual(Arrays.asList(tables));
    }

    /** Waits until a table has so many rows, or more than that. */
    void awaitRows(String table, int count) {
        await(count + " rows in " + table)
                .atMost(PATIENCE)
                .until(() -> Integer.parseInt(query("SELECT count(*) FROM " + table)) >= count);
    }

    private Map<String, String> digests(List<String> tables) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String table : tables) {
            found.put(table, digest(postgres, name, table));
        }
        return found;
    }

    /** What tells the rows of a table from others. */
    static String digest(Postgres server, String database, String table) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) || ' rows, md5 ' ||"
                                    + " coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text"
                                    + " COLLATE \"C\")), '') FROM "
                                        + table
                                        + " t")) {
            row.next();
            return row.getString(1);
        }
    }

    void execute(String... sql) throws SQLException {
        postgres.execute(name, sql);
    }

    /** The first column of the first row as text; null without a row. */
    String query(String sql) throws SQLException {
        try (Connection connection = postgres.connect(name);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    void checkAlive() {
        sink.checkAlive();
    }

    /** Waits until the task has failed, and returns why. */
    String awaitFailure() {
        return sink.awaitFailure();
    }

    @Override
    public void close() {
        sink.close();
    }
}
