package dev.lockstep.it;

import dev.lockstep.embedded.Postgres;
import dev.lockstep.it.WrittenTransaction.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Several sessions that move money between accounts in several tables, whatever happens to the
 * server, and remember what they have committed. Each transaction has a row in the ledger; the sum
 * of all balances never changes. The sessions stay within what they are allowed.
 */
final class Transfers implements AutoCloseable {

    private static final long IDS_OF_A_SESSION = 1_000_000_000L;

    private final Postgres postgres;
    private final String database;
    private final Semaphore allowance = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final List<List<WrittenTransaction>> written = new ArrayList<>();

    Transfers(Postgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    void start(int sessions, SplittableRandom random) {
        for (int i = 1; i <= sessions; i++) {
            SplittableRandom own = random.split();
            List<WrittenTransaction> log = new ArrayList<>();
            written.add(log);
            long firstId = i * IDS_OF_A_SESSION;
            running.add(
                    threads.submit(
                            () -> {
                                run(own, firstId, log);
                                return null;
                            }));
        }
    }

    /** Lets the sessions begin about this many more transactions. */
    void allow(int transactions) {
        allowance.release(transactions);
    }

    int allowed() {
        return allowance.availablePermits();
    }

    /** Lets running transactions end, and fails if a session has. */
    void end() throws InterruptedException, ExecutionException {
        ended.countDown();
        for (Future<?> session : running) {
            session.get();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        threads.shutdown();
    }

    /** Commits a last transaction, with a change to each table, and returns its id. */
    long mark() throws SQLException {
        List<WrittenTransaction> log = new ArrayList<>();
        written.add(log);
        WrittenTransaction last = new WrittenTransaction(written.size() * IDS_OF_A_SESSION);
        try (Connection connection = postgres.connect(database)) {
            connection.setAutoCommit(false);
            Transfer transfer = new Transfer(connection, new SplittableRandom(0), last);
            transfer.touchEveryTable();
            connection.commit();
        }
        log.add(last.ended(Outcome.COMMITTED));
        return last.id();
    }

    /**
     * What each session has written, in its order, with the outcome of every transaction. Only
     * after the end.
     */
    List<List<WrittenTransaction>> written() throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT id FROM ledger WHERE id > 0");
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return written.stream()
                .map(log -> log.stream().map(each -> resolve(each, ids)).toList())
                .toList();
    }

    private static WrittenTransaction resolve(WrittenTransaction transaction, Set<Long> ids) {
        boolean there = ids.contains(transaction.id());
        if (transaction.outcome() == Outcome.UNKNOWN) {
            return transaction.ended(there ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
        }
        if (there != (transaction.outcome() == Outcome.COMMITTED)) {
            throw new AssertionError("The database contradicts its answer to " + transaction.id());
        }
        return transaction;
    }

    private void run(SplittableRandom random, long firstId, List<WrittenTransaction> log)
            throws InterruptedException {
        long id = firstId;
        while (!isEnded()) {
            try (Connection connection = postgres.connect(database)) {
                connection.setAutoCommit(false);
                while (!isEnded()) {
                    if (allowance.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                        log.add(transaction(connection, random, id++));
                    }
                    if (connection.isClosed()) {
                        break;
                    }
                }
            } catch (SQLException e) {
                // The server is down, or still coming up.
                ended.await(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    private static WrittenTransaction transaction(
            Connection connection, SplittableRandom random, long id) throws SQLException {
        WrittenTransaction transaction = new WrittenTransaction(id);
        boolean commits = random.nextInt(10) > 0;
        try {
            new Transfer(connection, random, transaction).run();
        } catch (SQLException e) {
            rollBack(connection, e);
            return transaction.ended(Outcome.ROLLED_BACK);
        }
        if (!commits) {
            rollBack(connection, null);
            return transaction.ended(Outcome.ROLLED_BACK);
        }
        try {
            connection.commit();
            return transaction.ended(Outcome.COMMITTED);
        } catch (SQLException e) {
            connection.close();
            return transaction;
        }
    }

    /** A connection that is lost rolls back by itself. */
    private static void rollBack(Connection connection, SQLException cause) throws SQLException {
        String state = cause == null ? "" : String.valueOf(cause.getSQLState());
        // Class 08 and 57: the connection or the server. 40P01: sessions that wait for each other.
        if (cause != null && !state.matches("08...|57P..|40P01")) {
            throw new IllegalStateException("Cannot transfer", cause);
        }
        if (cause != null && !state.equals("40P01")) {
            connection.close();
        } else {
            try {
                connection.rollback();
            } catch (SQLException e) {
                connection.close();
            }
        }
    }
}
