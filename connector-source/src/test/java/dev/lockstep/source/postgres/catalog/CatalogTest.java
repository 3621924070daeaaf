package dev.lockstep.source.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.catalog.TableCatalog.Table;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.type.PgType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements against the oldest and the newest server. */
class CatalogTest {

    private static final String[] TABLES = {
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE TABLE wide (a int, gone int, id int, payload text, PRIMARY KEY (id) INCLUDE"
                + " (payload))",
        "ALTER TABLE wide DROP COLUMN gone",
        "ALTER TABLE wide REPLICA IDENTITY FULL",
        "CREATE TABLE pair (b int, a int, m mood, PRIMARY KEY (a, b))",
        "CREATE TABLE twin (a int NOT NULL, b int NOT NULL)",
        "CREATE UNIQUE INDEX twins ON twin (b, a)",
        "ALTER TABLE twin REPLICA IDENTITY USING INDEX twins",
        "CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE)",
        "CREATE TABLE bare (id int)",
        "CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE part1 PARTITION OF parted FOR VALUES FROM (0) TO (10)",
        "CREATE SCHEMA \"my schema\"",
        "CREATE TABLE \"my schema\".\"we\"\"ird\" (id int PRIMARY KEY)",
    };

    private static PostgresSourceConfig config(PostgresServer server, String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", "shop");
        properties.put("database.hostname", server.host());
        properties.put("database.port", Integer.toString(server.port()));
        properties.put("database.user", server.user());
        properties.put("database.password", "unused");
        properties.put("database.dbname", "postgres");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new PostgresSourceConfig(properties);
    }

    private static int oid(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + sql + "::oid::int8")) {
            row.next();
            return (int) row.getLong(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsWhatTheServerHas(int major) throws Exception {
        try (PostgresServer server = PostgresServer.builder().major(major).start()) {
            server.execute("postgres", TABLES);
            try (Connection connection = server.connect("postgres")) {
                readsFacts(connection, major);
                readsTables(server, connection);
                readsKeysAndTypes(server, connection);
                makesPublications(server, connection);
                listsColumns(server, connection, major);
                makesSlots(connection);
            }
        }
    }

    private static void readsFacts(Connection connection, int major) throws SQLException {
        ServerFacts facts = ServerFacts.read(connection);
        assertThat(facts.version() / 10000).isEqualTo(major);
        assertThat(facts.walLevel()).isEqualTo("logical");
        assertThat(facts.mayReplicate()).isTrue();
        assertThat(facts.mayCreate()).isTrue();
    }

    private static void readsTables(PostgresServer server, Connection connection)
            throws SQLException {
        List<Table> all = TableCatalog.captured(connection, config(server).capture().tables());
        assertThat(all.stream().map(Table::label))
                .containsExactly(
                        "my schema.we\"ird",
                        "public.bare",
                        "public.deferred",
                        "public.pair",
                        "public.parted",
                        "public.twin",
                        "public.wide");
        assertThat(all.stream().filter(table -> !table.identifiesRows()).map(Table::name))
                .containsExactly("bare", "deferred");
        TableFilter leaf = config(server, "table.include.list", "public.part1").capture().tables();
        assertThat(TableCatalog.captured(connection, leaf).stream().map(Table::name))
                .containsExactly("part1");
    }

    private static void readsKeysAndTypes(PostgresServer server, Connection connection)
            throws SQLException {
        PostgresSourceConfig config =
                config(server, "table.include.list", "public.parted,public.bare");
        TableFilter filter = config.capture().tables();
        try (CatalogReader reader = new CatalogReader(new Database(config.connection(), "shop"))) {
            assertThat(reader.primaryKey(oid(connection, "'wide'::regclass")))
                    .containsExactly("id");
            assertThat(reader.primaryKey(oid(connection, "'pair'::regclass")))
                    .containsExactly("a", "b");
            assertThat(reader.primaryKey(oid(connection, "'bare'::regclass"))).isEmpty();
            assertThat(reader.primaryKey(-5)).isEmpty();
            assertThat(reader.identityIndex(oid(connection, "'pair'::regclass"))).isEmpty();
            assertThat(reader.identityIndex(oid(connection, "'twin'::regclass")))
                    .containsExactly("b", "a");
            assertThat(reader.isCapturedByAncestor(oid(connection, "'part1'::regclass"), filter))
                    .isTrue();
            assertThat(reader.isCapturedByAncestor(oid(connection, "'pair'::regclass"), filter))
                    .isFalse();
            assertThat(reader.isCapturedByAncestor(-5, filter)).isFalse();
            PgType mood = reader.type(oid(connection, "'mood'::regtype"));
            assertThat(mood.kind()).isEqualTo(PgType.Kind.ENUM);
            assertThat(mood.enumLabels()).containsExactly("sad", "ok");
            cutSessionsOf(connection, "Lockstep shop");
            assertThat(reader.primaryKey(oid(connection, "'wide'::regclass")))
                    .containsExactly("id");
        }
    }

    /** Returns once they are gone. */
    private static void cutSessionsOf(Connection connection, String application)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                                        + " WHERE application_name = '"
                                        + application
                                        + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    /** Of columns that are left out, except those that identify rows; FULL allows no list. */
    private static void listsColumns(PostgresServer server, Connection connection, int major)
            throws SQLException {
        List<Table> identified =
                TableCatalog.captured(connection, config(server).capture().tables()).stream()
                        .filter(Table::identifiesRows)
                        .toList();
        ColumnLists lists =
                ColumnLists.read(
                        connection,
                        identified,
                        (schema, table, column) -> !column.equals("m") && !column.equals("a"));
        if (major < 15) {
            assertThat(lists.tables()).isEmpty();
            return;
        }
        assertThat(lists.tables()).containsExactly("public.pair");
        Publication.create(connection, "narrow", identified, lists, false, o -> true);
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT tablename, attnames::text FROM pg_publication_tables WHERE"
                                        + " pubname = 'narrow' AND tablename IN ('pair', 'wide')"
                                        + " ORDER BY 1")) {
            row.next();
            assertThat(row.getString(2)).isEqualTo("{b,a}");
            row.next();
            assertThat(row.getString(2)).isEqualTo("{a,id,payload}");
        }
        server.execute(
                "postgres", "INSERT INTO pair VALUES (1, 2, 'ok')", "UPDATE pair SET m = 'sad'");
    }

    private static void makesPublications(PostgresServer server, Connection connection)
            throws SQLException {
        List<Table> all = TableCatalog.captured(connection, config(server).capture().tables());
        List<Table> identified = all.stream().filter(Table::identifiesRows).toList();
        for (boolean viaRoot : new boolean[] {false, true}) {
            String name = "we\"ird " + viaRoot;
            assertThat(Publication.find(connection, name)).isEmpty();
            Publication.create(
                    connection,
                    name,
                    identified.subList(0, 1),
                    ColumnLists.NONE,
                    viaRoot,
                    o -> o == Operation.UPDATE);
            Publication made = Publication.find(connection, name).orElseThrow();
            assertThat(made.viaRoot()).isEqualTo(viaRoot);
            assertThat(made.mayAlter()).isTrue();
            assertThat(made.operations()).containsExactly(Operation.UPDATE);
            made.add(connection, made.lackingOperations(o -> o == Operation.DELETE));
            made.add(connection, made.lacking(identified), ColumnLists.NONE);
            Publication grown = Publication.find(connection, name).orElseThrow();
            assertThat(grown.lacking(identified)).isEmpty();
            assertThat(grown.operations()).containsExactly(Operation.UPDATE, Operation.DELETE);
            assertThat(grown.viaRoot()).isEqualTo(viaRoot);
        }
        if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
            server.execute(
                    "postgres",
                    "CREATE PUBLICATION whole FOR TABLES IN SCHEMA public, \"my schema\"");
            assertThat(Publication.find(connection, "whole").orElseThrow().lacking(identified))
                    .isEmpty();
        }
    }

    private static void makesSlots(Connection connection) throws SQLException {
        assertThat(ReplicationSlot.find(connection, "made")).isEmpty();
        ReplicationSlot made = ReplicationSlot.create(connection, "made", false);
        assertThat(made.plugin()).isEqualTo("pgoutput");
        assertThat(made.database()).isEqualTo("postgres");
        assertThat(made.confirmedFlush()).isPresent();
        assertThat(made.lost()).isEmpty();
        assertThat(made.activePid()).isZero();
    }
}
