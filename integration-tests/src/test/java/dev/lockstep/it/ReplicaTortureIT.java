package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Transfers between accounts, applied to a replica by whole transactions, while the worker, the
 * broker and the replica's server are killed. Whoever reads the replica, at any moment, sees the
 * sum of all balances unchanged; at the end both sides are equal, and a table without a key, to
 * which each transaction adds a row, has no row twice. {@code -Dlockstep.replica.seed} repeats the
 * faults of a run, {@code -Dlockstep.replica.kills} sets their number.
 */
class ReplicaTortureIT {

    private static final int KILLS = Integer.getInteger("lockstep.replica.kills", 4);
    private static final int WRITERS = 3;
    private static final long TOTAL = 1_000L * Transfer.ACCOUNTS * Transfer.ACCOUNT_TABLES.size();
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final String[] HISTORY = {
        "CREATE TABLE history (ledger_id bigint)",
        "ALTER TABLE history REPLICA IDENTITY FULL",
        "CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO history VALUES (NEW.id); RETURN NULL; END'",
        "CREATE TRIGGER remember AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION remember()"
    };

    private static final String BALANCES =
            "SELECT (SELECT sum(balance) FROM account_plain) + (SELECT sum(balance) FROM"
                    + " account_full) + (SELECT sum(balance) FROM account_wide) FROM"
                    + " pg_sleep(0.01)";

    @Test
    void aReaderNeverSeesHalfATransactionAndNothingIsAppliedTwice() throws Exception {
        long seed = Long.getLong("lockstep.replica.seed", System.nanoTime());
        System.out.println("ReplicaTortureIT: -Dlockstep.replica.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (Stack stack =
                        Stack.start(
                                kafka ->
                                        Stack.quickWorker(kafka)
                                                .pluginPath(Stack.archives("lockstep-"))
                                                .property(
                                                        "exactly.once.source.support", "enabled"));
                PostgresServer target = PostgresServer.builder().start()) {
            List<String> ddl = new ArrayList<>(Transfer.ddl());
            ddl.addAll(List.of(HISTORY));
            Capture capture = stack.capture(ddl.toArray(String[]::new));
            capture.execute("ALTER DATABASE " + capture.name + " SET deadlock_timeout = '50ms'");
            Replica replica = new Replica(stack.worker, target, capture, tables());
            List<String> tables = new ArrayList<>(Transfer.TABLES);
            tables.add("history");
            capture.start(
                    "snapshot.mode", "initial",
                    "topic.mode", "log",
                    "exactly.once.support", "required",
                    "transaction.boundary", "connector",
                    "offsets.storage.topic", capture.name + "-offsets",
                    "producer.override.transaction.timeout.ms", "300000",
                    "errors.retry.delay.initial.ms", "10",
                    "slot.retry.delay.ms", "500");
            replica.start("apply.mode", "transaction");
            replica.awaitEqual(tables);
            try (Transfers load = new Transfers(stack.postgres, capture.name);
                    Reader reader = new Reader(target, replica.name)) {
                load.start(WRITERS, random.split());
                for (int i = 0; i < KILLS; i++) {
                    load.allow(200);
                    awaitMore(replica, random.nextInt(150));
                    kill(random.nextInt(3), stack, target);
                }
                load.end();
                load.mark();
                replica.awaitEqual(tables);
                System.out.println("ReplicaTortureIT: " + reader.end() + " readings");
            }
        }
    }

    private static String[] tables() {
        List<String> ddl = new ArrayList<>();
        Transfer.TABLES.forEach(
                table ->
                        ddl.add(
                                "CREATE TABLE "
                                        + table
                                        + " (id bigint PRIMARY KEY, version bigint NOT NULL,"
                                        + " balance bigint NOT NULL, note text)"));
        ddl.add(HISTORY[0]);
        return ddl.toArray(String[]::new);
    }

    private static void awaitMore(Replica replica, int transactions) throws SQLException {
        long goal = count(replica) + transactions;
        try {
            await(transactions + " more transactions")
                    .atMost(PATIENCE)
                    .until(() -> count(replica) >= goal);
        } catch (ConditionTimeoutException e) {
            replica.checkAlive();
            throw e;
        }
    }

    private static long count(Replica replica) throws SQLException {
        return Long.parseLong(replica.query("SELECT count(*) FROM history"));
    }

    private static void kill(int victim, Stack stack, PostgresServer target) {
        System.out.println(
                "ReplicaTortureIT: kills " + List.of("worker", "broker", "target").get(victim));
        switch (victim) {
            case 0 -> {
                stack.worker.kill();
                stack.worker.start();
            }
            case 1 -> {
                stack.kafka.kill();
                stack.kafka.start();
            }
            default -> {
                target.kill();
                Stack.revive(target);
            }
        }
    }

    /** Reads the sum of all balances again and again, whenever the server is there. */
    private static final class Reader implements AutoCloseable {

        private final PostgresServer server;
        private final String database;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicLong readings = new AtomicLong();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> reading;

        Reader(PostgresServer server, String database) {
            this.server = server;
            this.database = database;
            this.reading =
                    thread.submit(
                            () -> {
                                while (!ended.get()) {
                                    read();
                                }
                                return null;
                            });
        }

        private void read() {
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement()) {
                while (!ended.get()) {
                    try (ResultSet row = statement.executeQuery(BALANCES)) {
                        row.next();
                        assertThat(row.getLong(1)).isEqualTo(TOTAL);
                        readings.incrementAndGet();
                    }
                }
            } catch (SQLException e) {
                // Killed: the next attempt waits for it to come back.
                Thread.onSpinWait();
            }
        }

        long end() throws Exception {
            ended.set(true);
            reading.get();
            return readings.get();
        }

        @Override
        public void close() {
            ended.set(true);
            thread.shutdown();
        }
    }
}
