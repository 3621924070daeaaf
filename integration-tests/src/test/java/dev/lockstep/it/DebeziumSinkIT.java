package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.SqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debezium's sink reads what Lockstep writes, and Lockstep's sinks what Debezium writes. */
@ExtendWith(Stack.Shared.class)
class DebeziumSinkIT {

    private static ConnectWorker worker;
    private static Stack stack;

    @BeforeAll
    static void startWorker(Stack shared) {
        stack = shared;
        worker =
                Stack.worker(stack.kafka)
                        .pluginPath(
                                Path.of(System.getProperty("lockstep.plugins")),
                                Path.of(System.getProperty("lockstep.peers")))
                        .property("key.converter.schemas.enable", "true")
                        .property("value.converter.schemas.enable", "true")
                        .start();
    }

    @AfterAll
    static void closeWorker() {
        worker.close();
    }

    @Test
    void debeziumsSinkReadsOurTopics() throws Exception {
        String table = "CREATE TABLE kinds (" + Kinds.COLUMNS + ", any_scale numeric)";
        try (Capture capture = stack.capture(stack.postgres, worker, table);
                Replica replica = new Replica(worker, stack.postgres, capture, table)) {
            capture.execute(Kinds.ROWS, "UPDATE kinds SET any_scale = id / 3.0");
            capture.start("snapshot.mode", "initial");
            worker.rest().configure(replica.name, debeziumSink(capture, replica));
            awaitEqual(capture, replica, "kinds");
            capture.execute(Kinds.changes());
            awaitEqual(capture, replica, "kinds");
        }
    }

    @Test
    void ourSinksReadTopicsOfDebeziumsPostgresConnector() throws Exception {
        String[] ddl = {
            "CREATE TYPE mood AS ENUM ('sad', 'very happy')",
            "CREATE TABLE kinds ("
                    + Kinds.COLUMNS
                    + ", any_scale numeric, mood mood, names text[], numbers int[], period"
                    + " interval, bits bit(5))",
            "ALTER TABLE kinds ALTER body SET STORAGE EXTERNAL",
            "CREATE TABLE pair (a int, b text, n int, PRIMARY KEY (a, b))"
        };
        try (Capture capture = stack.capture(stack.postgres, worker, ddl);
                Replica replica = new Replica(worker, stack.postgres, capture, ddl);
                SearchIndex index = new SearchIndex(worker, stack.openSearch(), capture);
                Cache cache = new Cache(worker, stack.redis(), capture, "cache")) {
            capture.execute(
                    Kinds.ROWS,
                    "UPDATE kinds SET any_scale = id / 3.0, mood = 'very happy', names ="
                            + " ARRAY['a,b', NULL, 'c'], numbers = ARRAY[id, NULL], period = id *"
                            + " interval '1 day 2 hours', bits = B'10101'",
                    // Those whose key does not change.
                    "UPDATE kinds SET body = repeat('long', 3000) WHERE id >= 5",
                    "INSERT INTO pair SELECT i, 'b' || i, 0 FROM generate_series(1, 20) i");
            capture.start(
                    "connector.class",
                    "io.debezium.connector.postgresql.PostgresConnector",
                    "plugin.name",
                    "pgoutput",
                    "interval.handling.mode",
                    "string",
                    "snapshot.mode",
                    "initial");
            replica.start();
            index.start("mapping.json", "stored");
            cache.start();
            awaitEqual(capture, replica, "kinds");
            awaitEqual(capture, replica, "pair");
            try (Connection source = capture.connect()) {
                awaitEqual(index, cache, source, "kinds", "id");
                awaitEqual(index, cache, source, "pair", "a || ':' || b");
            }
            capture.execute(Kinds.changes());
            capture.execute(
                    "UPDATE kinds SET mood = NULL, names = '{}', numbers = NULL WHERE id > 30",
                    "UPDATE pair SET n = n + 1, a = -a WHERE a % 3 = 0",
                    "DELETE FROM pair WHERE a % 3 = 1");
            awaitEqual(capture, replica, "kinds");
            awaitEqual(capture, replica, "pair");
            try (Connection source = capture.connect()) {
                awaitEqual(index, cache, source, "kinds", "id");
                awaitEqual(index, cache, source, "pair", "a || ':' || b");
            }
        }
    }

    @Test
    @EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
    void ourSinksReadTopicsOfDebeziumsMariaDbConnector() throws Exception {
        SqlServer mariaDb = stack.mariaDb();
        String name = Stack.name();
        String intoMariaDb = name + "_mariadb";
        mariaDb.execute(
                "test",
                "CREATE DATABASE " + name,
                "CREATE DATABASE " + intoMariaDb,
                "CREATE TABLE "
                        + name
                        + ".kinds (id bigint AUTO_INCREMENT PRIMARY KEY, n int NOT NULL, title"
                        + " varchar(40), body longtext, price decimal(12,2), at datetime(6),"
                        + " seconds datetime, zoned timestamp(6) NULL, day date, clock time(6),"
                        + " flag tinyint(1), color enum('red', 'very blue'), doc json, bytes blob,"
                        + " f float, d double, big bigint unsigned)",
                "INSERT INTO "
                        + name
                        + ".kinds SELECT seq, seq * 1000, concat('title ', seq), repeat('ä', seq),"
                        + " seq / 8, '2024-02-29 12:34:56.123456', '2024-02-29 12:34:56',"
                        + " '1999-12-31 23:59:59.999999', '1815-12-10', '23:59:59.999999', seq % 2,"
                        + " 'very blue', '{\"a\": 1}', unhex(md5(seq)), seq / 4, seq / 7, seq FROM"
                        + " test.seq_1_to_40");
        String intoPostgres = name + "_postgres";
        stack.postgres.execute("postgres", "CREATE DATABASE " + intoPostgres);
        try {
            worker.rest().configure(name, debeziumsMariaDb(mariaDb, name));
            worker.rest()
                    .configure(
                            intoPostgres,
                            autoCreating(
                                    name,
                                    stack.postgres.jdbcUrl(intoPostgres),
                                    stack.postgres.user()));
            worker.rest()
                    .configure(
                            intoMariaDb,
                            autoCreating(name, mariaDb.jdbcUrl(intoMariaDb), mariaDb.user()));
            Capture named = new Capture(stack, worker, name);
            try (SearchIndex index = new SearchIndex(worker, stack.openSearch(), named);
                    Cache cache = new Cache(worker, stack.redis(), named, "cache");
                    Connection source = mariaDb.connect(name);
                    Connection postgres = stack.postgres.connect(intoPostgres);
                    Connection copy = mariaDb.connect(intoMariaDb)) {
                index.start("mapping.json", "stored");
                cache.start();
                awaitEqual(source, postgres, "kinds");
                awaitEqual(source, copy, "kinds");
                awaitEqual(index, cache, postgres, "kinds", "id");
                mariaDb.execute(
                        name,
                        "UPDATE kinds SET n = n + 1, title = NULL, price = -0.01 WHERE id > 20",
                        "UPDATE kinds SET id = id + 1000 WHERE id < 5",
                        "DELETE FROM kinds WHERE id BETWEEN 10 AND 15",
                        "INSERT INTO kinds (n) VALUES (1), (2)");
                awaitEqual(source, postgres, "kinds");
                awaitEqual(source, copy, "kinds");
                awaitEqual(index, cache, postgres, "kinds", "id");
            }
        } finally {
            List.of(name, intoPostgres, intoMariaDb).forEach(worker.rest()::delete);
        }
    }

    private static Map<String, String> debeziumSink(Capture capture, Replica replica) {
        Map<String, String> config = new TreeMap<>();
        config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        config.put("tasks.max", "1");
        config.put("topics.regex", capture.name + "\\..*");
        config.put("connection.url", stack.postgres.jdbcUrl(replica.name));
        config.put("connection.username", stack.postgres.user());
        config.put("connection.password", "none");
        config.put("insert.mode", "upsert");
        config.put("delete.enabled", "true");
        config.put("primary.key.mode", "record_key");
        config.put("collection.name.format", "${source.schema}.${source.table}");
        config.put("consumer.override.metadata.max.age.ms", "500");
        config.put("consumer.override.auto.offset.reset", "earliest");
        return config;
    }

    private static Map<String, String> debeziumsMariaDb(SqlServer server, String database) {
        Map<String, String> config = new TreeMap<>();
        config.put("connector.class", "io.debezium.connector.mariadb.MariaDbConnector");
        config.put("tasks.max", "1");
        config.put("topic.prefix", database);
        config.put("database.hostname", server.host());
        config.put("database.port", Integer.toString(server.port()));
        config.put("database.user", server.user());
        config.put("database.password", "");
        config.put("database.server.id", "5400");
        config.put("database.include.list", database);
        config.put("schema.history.internal.kafka.topic", "history_" + database);
        config.put(
                "schema.history.internal.kafka.bootstrap.servers", stack.kafka.bootstrapServers());
        return config;
    }

    private static Map<String, String> autoCreating(String prefix, String url, String user) {
        Map<String, String> config = Replica.sink(prefix, url, user);
        config.put("auto.create", "true");
        return config;
    }

    private static void awaitEqual(
            SearchIndex index, Cache cache, Connection source, String table, String key)
            throws Exception {
        Map<String, JsonNode> rows = Documents.of(source, table, key);
        index.sink.awaitEqual(rows, () -> index.found(index.name(table)));
        cache.sink.awaitEqual(rows, () -> cache.texts(cache.prefix(table)));
    }

    private static void awaitEqual(Capture capture, Replica replica, String table)
            throws Exception {
        try (Connection source = capture.connect();
                Connection target = replica.postgres.connect(replica.name)) {
            awaitEqual(source, target, table);
        }
    }

    private static void awaitEqual(Connection source, Connection target, String table)
            throws Exception {
        List<String> wanted = Rows.of(source, table);
        await("rows are equal")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Rows.of(target, table)).isEqualTo(wanted));
    }
}
