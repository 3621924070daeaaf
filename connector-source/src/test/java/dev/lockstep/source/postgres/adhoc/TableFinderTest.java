package dev.lockstep.source.postgres.adhoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.PublishedTables;
import dev.lockstep.source.postgres.catalog.PublishedTables.PublishedTable;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.pgoutput.PgOutputDecoder;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of snapshot define a table as the log does, or its rows would have other keys. */
class TableFinderTest {

    private static final List<String> NAMES =
            List.of(
                    "plain",
                    "pair",
                    "covering",
                    "deferred",
                    "bare",
                    "entire",
                    "nothing",
                    "by_index");

    private static final String[] TABLES = {
        "CREATE TABLE plain (v text, id int PRIMARY KEY)",
        "CREATE TABLE pair (b int DEFAULT 1, id int, v text, PRIMARY KEY (id, b))",
        "CREATE TABLE covering (id int, v text, PRIMARY KEY (id) INCLUDE (v))",
        "CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE, v text)",
        "CREATE TABLE bare (id int)",
        "CREATE TABLE entire (id int PRIMARY KEY, v text)",
        "ALTER TABLE entire REPLICA IDENTITY FULL",
        "CREATE TABLE nothing (id int PRIMARY KEY, v text)",
        "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
        "CREATE TABLE by_index (id int PRIMARY KEY DEFERRABLE, a int NOT NULL DEFAULT 1, b int)",
        "CREATE UNIQUE INDEX by_a ON by_index (a) INCLUDE (b)",
        "ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_a",
        "CREATE PUBLICATION everything FOR ALL TABLES",
        "SELECT pg_create_logical_replication_slot('told', 'pgoutput')"
    };

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void tablesAreDefinedAsInTheLog(int major) throws Exception {
        try (PostgresServer server = PostgresServer.builder().major(major).start()) {
            server.execute("postgres", TABLES);
            for (String name : NAMES) {
                server.execute("postgres", "INSERT INTO " + name + " (id) VALUES (1)");
            }
            try (Connection connection = server.connect("postgres")) {
                Map<String, Relation> told = told(connection);
                assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(NAMES);
                assertThat(found(connection, server)).isEqualTo(told);
                assertThat(published(connection)).isEqualTo(told);
            }
        }
    }

    private static Map<String, Relation> told(Connection connection) throws SQLException {
        Map<String, Relation> told = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT data FROM pg_logical_slot_get_binary_changes('told', NULL,"
                                        + " NULL, 'proto_version', '1', 'publication_names',"
                                        + " 'everything')")) {
            while (row.next()) {
                byte[] message = row.getBytes(1);
                if (PgOutputDecoder.decode(message, 0, message.length)
                        instanceof Relation relation) {
                    told.put(relation.table(), relation);
                }
            }
        }
        return told;
    }

    private static Map<String, Relation> found(Connection connection, PostgresServer server)
            throws SQLException {
        TableFinder finder = new TableFinder(config(server));
        Map<String, Relation> found = new TreeMap<>();
        for (String name : NAMES) {
            TableName table = new TableName("public", name);
            found.put(name, finder.form(connection, table, null).orElseThrow().relation());
        }
        return found;
    }

    private static Map<String, Relation> published(Connection connection) throws SQLException {
        Map<String, Relation> published = new TreeMap<>();
        for (PublishedTable table : PublishedTables.read(connection, "everything")) {
            published.put(table.relation().table(), table.relation());
        }
        return published;
    }

    private static PostgresSourceConfig config(PostgresServer server) {
        return new PostgresSourceConfig(
                Map.of(
                        "topic.prefix", "shop",
                        "database.hostname", server.host(),
                        "database.port", Integer.toString(server.port()),
                        "database.user", server.user(),
                        "database.password", "unused",
                        "database.dbname", "postgres",
                        "publication.name", "everything"));
    }
}
