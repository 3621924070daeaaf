package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.measure.Latencies;
import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Commits one transaction for each tick of a schedule, at its time and however long those before it
 * take: some threads with a connection each share the ticks. What a commit takes is counted from
 * when it was due, too.
 */
final class OpenLoop implements AutoCloseable {

    private static final int WRITERS = 4;
    private static final String INSERT =
            "INSERT INTO ticks VALUES (?, 'one row of about a hundred bytes, as small transactions"
                    + " of applications often write them')";

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<Latencies>> writers = new ArrayList<>();

    private OpenLoop() {}

    static OpenLoop start(PostgresServer postgres, String database, Schedule schedule) {
        OpenLoop loop = new OpenLoop();
        for (int i = 0; i < WRITERS; i++) {
            long from = schedule.first() + i;
            loop.writers.add(loop.threads.submit(() -> write(postgres, database, schedule, from)));
        }
        return loop;
    }

    /** Waits for all commits, and says how long they took. */
    Latencies end() throws InterruptedException, ExecutionException {
        Latencies all = new Latencies();
        for (Future<Latencies> writer : writers) {
            all.add(writer.get());
        }
        return all;
    }

    private static Latencies write(
            PostgresServer postgres, String database, Schedule schedule, long from)
            throws SQLException {
        Latencies latencies = new Latencies();
        try (Connection connection = postgres.connect(database);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (long number = from; number <= schedule.last(); number += WRITERS) {
                long due = schedule.due(number);
                await(due);
                insert.setLong(1, number);
                insert.executeUpdate();
                latencies.record(System.nanoTime() - due);
            }
        }
        return latencies;
    }

    private static void await(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
