package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.SqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** From PostgreSQL through Kafka into MariaDB, with a worker that is killed on the way. */
@ExtendWith(Stack.Shared.class)
@EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
class ReplicaToMariaDbIT {

    private static final int VISITS = 20_000;

    @Test
    void keepsTablesEqualThatItMadeItself(Stack stack) throws Exception {
        SqlServer target = stack.mariaDb();
        String[] ddl = {
            Kinds.TABLE,
            "CREATE TABLE visit (id int, note text)",
            "ALTER TABLE visit REPLICA IDENTITY FULL"
        };
        try (Capture capture = stack.capture(ddl);
                ConnectWorker worker =
                        Stack.quickWorker(stack.kafka)
                                .pluginPath(Stack.archives("lockstep-sink"))
                                .start()) {
            capture.execute(Kinds.ROWS, "INSERT INTO visit VALUES (0, 'first')");
            capture.start(
                    Replica.withSchemas("snapshot.mode", "initial", "skipped.operations", "none"));
            String name = capture.name + "_replica";
            target.execute("test", "CREATE DATABASE " + name);
            worker.rest().configure(name, config(capture, target, name));
            try (Connection copy = target.connect(name)) {
                awaitEqual(capture, copy, "kinds");
                capture.execute(Kinds.changes());
                capture.execute(
                        "INSERT INTO visit SELECT i, 'note ' || i FROM generate_series(1, "
                                + VISITS
                                + ") i");
                await("visits")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Rows.of(copy, "visit").size() > 1);
                worker.kill();
                capture.execute("TRUNCATE kinds", Kinds.ROWS, "INSERT INTO visit VALUES (-1, '')");
                worker.start();
                awaitEqual(capture, copy, "kinds");
                awaitEqual(capture, copy, "visit");
            }
        }
    }

    private static Map<String, String> config(Capture capture, SqlServer target, String database) {
        Map<String, String> config =
                Replica.sink(capture.name, target.jdbcUrl(database), target.user());
        for (int i = 0; i < Replica.WITH_SCHEMAS.length; i += 2) {
            config.put(Replica.WITH_SCHEMAS[i], Replica.WITH_SCHEMAS[i + 1]);
        }
        config.put("auto.create", "true");
        config.put("batch.size", "1000");
        return config;
    }

    private static void awaitEqual(Capture capture, Connection copy, String table)
            throws SQLException {
        try (Connection source = capture.connect()) {
            List<String> wanted = Rows.of(source, table);
            await("rows are equal")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(Rows.of(copy, table)).isEqualTo(wanted));
        }
    }
}
