package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.SqlServer;
import dev.lockstep.it.CommandLine.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One database with all its targets, some of whose rows are altered by hand. */
@ExtendWith(Stack.Shared.class)
class VerifyIT {

    private static final String EQUAL = " has what ";

    private static Stack stack;
    private static CommandLine lockstep;
    private static Capture capture;

    @BeforeAll
    static void capture(Stack shared) throws Exception {
        stack = shared;
        lockstep = new CommandLine();
        List<String> ddl = new ArrayList<>(List.of(Catalog.ddl()));
        ddl.add("CREATE TABLE signal (id varchar(42) PRIMARY KEY, type varchar(32), data text)");
        capture = stack.capture(ddl.toArray(String[]::new));
        Catalog catalog = new Catalog(capture);
        catalog.fill();
        capture.start(
                Replica.withSchemas(
                        "snapshot.mode", "initial",
                        "skipped.operations", "none",
                        "signal.data.collection", "public.signal",
                        "table.exclude.list", "public\\.signal",
                        "heartbeat.interval.ms", "200"));
        catalog.change();
    }

    @AfterAll
    static void end() throws Exception {
        capture.close();
        lockstep.close();
    }

    @Test
    void rowsOfAReplicaThatWereAlteredByHandAreFoundAndRepaired() throws Exception {
        try (Replica replica = new Replica(stack.worker, stack.postgres, capture)) {
            replica.start(Replica.withSchemas("auto.create", "true"));
            Outcome equal = verifyOnceCaughtUp(replica.name);
            assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();

            replica.execute(
                    "UPDATE kinds SET title = 'by hand', n = 0 WHERE id = 20",
                    "DELETE FROM pair WHERE a = 2",
                    "INSERT INTO pair VALUES (12345, 'x', 1)");
            Outcome found = verify(replica.name, "--output", "json", "--show-values");
            assertThat(found.exitCode()).as(found.out() + found.err()).isEqualTo(3);
            assertThat(differences(found))
                    .containsExactlyInAnyOrder(
                            "DIFFERENT {\"id\":\"20\"} [\"n\",\"title\"]",
                            "MISSING {\"a\":\"2\",\"b\":\"b:2\"} []",
                            "EXTRA {\"a\":\"12345\",\"b\":\"x\"} []");
            assertThat(found.out()).contains("by hand");
            assertThat(verify(replica.name).out()).doesNotContain("by hand");

            Outcome repaired = verify(replica.name, "--repair");
            assertThat(repaired.exitCode()).as(repaired.err()).isEqualTo(3);
            assertThat(repaired.out())
                    .contains("2 rows were repaired. 1 rows differ.")
                    .contains("No snapshot removes extra rows");
            String removal = repaired.out().replaceAll("(?s).*to remove it: (.*?)\\n.*", "$1");
            replica.execute(removal);
            verifyUnderLoad(replica.name);
            Outcome after = verify(replica.name);
            assertThat(after.exitCode()).as(after.out() + after.err()).isZero();
        }
    }

    private static void verifyUnderLoad(String sink) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(stop));
        try {
            for (int i = 0; i < 2; i++) {
                Outcome outcome = verify(sink, "--chunk-rows", "20");
                assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
            }
        } finally {
            stop.set(true);
        }
        writer.join();
    }

    private static void write(AtomicBoolean stop) {
        try (Connection connection = capture.connect();
                PreparedStatement put =
                        connection.prepareStatement(
                                "INSERT INTO \"Order\" VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE"
                                        + " SET \"Größe\" = excluded.\"Größe\"");
                PreparedStatement remove =
                        connection.prepareStatement("DELETE FROM \"Order\" WHERE id = ?")) {
            for (int i = 0; !stop.get(); i++) {
                put.setInt(1, 100 + i % 499);
                put.setInt(2, i);
                put.execute();
                remove.setInt(1, 100 + i * 7 % 499);
                remove.execute();
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    @EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
    void rowsInMariaDbAreComparedToo() throws Exception {
        SqlServer target = stack.mariaDb();
        String name = capture.name + "_mariadb";
        target.execute("test", "CREATE DATABASE " + name);
        Map<String, String> config =
                new TreeMap<>(Replica.sink(capture.name, target.jdbcUrl(name), target.user()));
        for (int i = 0; i < Replica.WITH_SCHEMAS.length; i += 2) {
            config.put(Replica.WITH_SCHEMAS[i], Replica.WITH_SCHEMAS[i + 1]);
        }
        config.put("auto.create", "true");
        // Its decimals have other limits.
        config.put("field.exclude.list", "any_scale");
        try (Sink sink = new Sink(stack.worker, name)) {
            sink.start(config);
            Outcome equal = verifyOnceCaughtUp(name);
            assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();
            try (Connection connection = target.connect(name);
                    Statement statement = connection.createStatement()) {
                statement.execute("UPDATE kinds SET price = 17 WHERE id = 20");
                statement.execute("DELETE FROM pair WHERE a = 2");
            }
            assertThat(differences(verify(name, "--output", "json")))
                    .containsExactlyInAnyOrder(
                            "DIFFERENT {\"id\":\"20\"} [\"price\"]",
                            "MISSING {\"a\":\"2\",\"b\":\"b:2\"} []");
            Outcome repaired = verify(name, "--repair");
            assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isZero();
        }
    }

    @Test
    void documentsThatWereAlteredByHandAreFoundAndRepaired() throws Exception {
        try (SearchIndex index = new SearchIndex(stack.worker, stack.openSearch(), capture)) {
            index.start(Replica.withSchemas("mapping.json", "stored"));
            Outcome equal = verifyOnceCaughtUp(index.sink.name);
            assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();

            String pair = "/" + index.name("pair");
            index.request("POST", pair + "/_update/5:b%253A5", "{\"doc\":{\"n\":99}}");
            index.request("DELETE", pair + "/_doc/2:b%253A2", "");
            index.request("PUT", pair + "/_doc/12345:x", "{\"a\":12345,\"b\":\"x\"}");
            assertThat(differences(verify(index.sink.name, "--output", "json")))
                    .containsExactlyInAnyOrder(
                            "DIFFERENT {\"a\":\"5\",\"b\":\"b:5\"} [\"n\"]",
                            "MISSING {\"a\":\"2\",\"b\":\"b:2\"} []",
                            "EXTRA {\"a\":\"12345\",\"b\":\"x\"} []");
            Outcome repaired = verify(index.sink.name, "--repair");
            assertThat(repaired.exitCode()).isEqualTo(3);
            assertThat(repaired.out()).contains("2 rows were repaired. 1 rows differ.");
        }
    }

    @Test
    void keysThatWereAlteredByHandAreFoundAndRepaired(@TempDir Path folder) throws Exception {
        try (Cache texts = new Cache(stack.worker, stack.redis(), capture, "texts");
                Cache hashes = new Cache(stack.worker, stack.redis(), capture, "hashes")) {
            texts.start(Replica.WITH_SCHEMAS);
            hashes.start(Replica.withSchemas("value.format", "hash"));
            for (Cache cache : List.of(texts, hashes)) {
                Outcome equal = verifyOnceCaughtUp(cache.sink.name);
                assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();
            }
            stack.redis().command("SET", texts.prefix("kinds") + "20", "{\"id\":20}");
            stack.redis().command("DEL", texts.prefix("pair") + "2:b%3A2");
            stack.redis()
                    .command("SET", texts.prefix("pair") + "12345:x", "{\"a\":12345,\"b\":\"x\"}");
            stack.redis().command("HSET", hashes.prefix("kinds") + "20", "n", "7");
            Path password = Files.writeString(folder.resolve("password"), "wrong");
            fails(
                    verify(texts.sink.name, "--target-password-file", password.toString()),
                    "refuses AUTH with WRONGPASS. Check --target-user");
            assertThat(differences(verify(hashes.sink.name, "--output", "json")))
                    .containsExactly("DIFFERENT {\"id\":\"20\"} [\"n\"]");
            assertThat(differences(verify(texts.sink.name, "--output", "json")))
                    .hasSize(3)
                    .anyMatch(each -> each.startsWith("DIFFERENT {\"id\":\"20\"}"))
                    .contains(
                            "MISSING {\"a\":\"2\",\"b\":\"b:2\"} []",
                            "EXTRA {\"a\":\"12345\",\"b\":\"x\"} []");
            Outcome repaired = verify(texts.sink.name, "--repair");
            assertThat(repaired.exitCode()).isEqualTo(3);
            assertThat(repaired.out()).contains("2 rows were repaired. 1 rows differ.");
        }
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws Exception {
        fails(run("verify", "nobody", "--connect-url", connect()), "Cannot find connector nobody");
        fails(
                run("verify", capture.name, "--connect-url", connect()),
                "it is no sink. Name the sink connector.");
        fails(
                run("verify", "any", "--connect-url", "http://127.0.0.1:1"),
                "Cannot reach Kafka Connect");
        Map<String, String> config =
                Replica.sink(
                        capture.name, stack.postgres.jdbcUrl(capture.name), stack.postgres.user());
        config.put("topics.regex", "nothing\\..*");
        String name = capture.name + "_idle";
        try (Sink sink = new Sink(stack.worker, name)) {
            sink.start(config);
            String[] source = {"--source", capture.name};
            fails(verify(name, source), "Cannot find anything to compare");
            fails(
                    verify(
                            name,
                            "--source",
                            capture.name,
                            "--target-url",
                            "jdbc:postgresql://127.0.0.1:1/x"),
                    "Cannot connect to the target");
            fails(
                    verify(name, "--source", capture.name, "--target-url", "jdbc:h2:mem:x"),
                    "none of PostgreSQL, MySQL or MariaDB");
            fails(
                    verify(name, "--source", capture.name, "--database-port", "1"),
                    "Cannot connect to PostgreSQL");
        }
    }

    private static void fails(Outcome outcome, String words) {
        assertThat(outcome.err()).contains("lockstep: Cannot ", words);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("lockstep: "))).hasSize(1);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    private static String connect() {
        return stack.worker.restUri().toString();
    }

    /** What the target lacks until it has caught up could be a table. */
    private static Outcome verifyOnceCaughtUp(String sink) throws Exception {
        new Sink(stack.worker, sink).awaitCaughtUp(stack.kafka, capture.name + ".public");
        Outcome outcome = verify(sink);
        if (outcome.exitCode() == 0) {
            assertThat(outcome.out()).contains(sink + EQUAL + capture.name);
        }
        return outcome;
    }

    private static Outcome verify(String sink, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("verify", sink, "--connect-url", connect()));
        all.addAll(List.of("--bootstrap-servers", stack.kafka.bootstrapServers()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private static Outcome run(String... arguments) throws Exception {
        return lockstep.run(arguments);
    }

    /** Kind, key and columns of each difference. */
    private static List<String> differences(Outcome outcome) throws Exception {
        List<String> differences = new ArrayList<>();
        for (JsonNode table : outcome.json().path("tables")) {
            for (JsonNode row : table.path("differences")) {
                differences.add(
                        row.path("kind").asText()
                                + " "
                                + row.path("key")
                                + " "
                                + row.path("columns"));
            }
        }
        return differences;
    }
}
