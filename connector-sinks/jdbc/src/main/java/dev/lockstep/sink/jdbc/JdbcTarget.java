package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.apply.Target;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.config.ApplyMode;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.jdbc.config.FenceMode;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import dev.lockstep.sink.jdbc.fence.Fence;
import dev.lockstep.sink.jdbc.fence.OffsetFence;
import dev.lockstep.sink.jdbc.fence.OffsetsTable;
import dev.lockstep.sink.jdbc.fence.Tombstones;
import dev.lockstep.sink.jdbc.schema.Tables;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.write.BatchWriter;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Applies each batch, rows and offsets, in one transaction of the target. */
final class JdbcTarget implements Target {

    /**
     * So many batches in order after one that did not go otherwise: such rows rarely come alone. A
     * transaction that goes on from one batch to the next counts once, for it may be begun again.
     */
    private static final int BATCHES_IN_ORDER = 20;

    private final Dialect dialect;
    private final TargetSession session;
    private final Fence fence;
    private final Tombstones tombstones;
    private final BatchWriter writer;
    private final SqlFailures failures;
    private final boolean wholeTransactions;

    /** Whether earlier batches of the source's transaction are in the target's, uncommitted. */
    private boolean open;

    private int inOrder;

    JdbcTarget(JdbcSinkConfig config, SinkMetrics metrics) {
        dialect = Databases.dialect(config);
        session = new TargetSession(config.connection(), dialect);
        FenceMode mode = config.writing().fence();
        fence = mode == FenceMode.OFFSETS ? offsets(config, dialect) : Fence.NONE;
        tombstones =
                mode == FenceMode.POSITION
                        ? new Tombstones(
                                dialect, config.writing().tombstoneRetention(), Clock.systemUTC())
                        : null;
        Tables tables = new Tables(dialect, config.tables(), mode == FenceMode.POSITION);
        writer =
                new BatchWriter(
                        dialect, tables, config.writing().insertMode(), tombstones, metrics);
        failures = new SqlFailures(dialect);
        wholeTransactions = config.applying().mode() == ApplyMode.TRANSACTION;
    }

    private static Fence offsets(JdbcSinkConfig config, Dialect dialect) {
        TableName name = TableName.parse(config.writing().offsetsTable());
        return new OffsetFence(new OffsetsTable(dialect, name), TaskName.of(config).connector());
    }

    @Override
    public Map<TopicPartition, Standing> claim(Collection<TopicPartition> partitions) {
        rollback();
        try {
            Connection connection = session.connection();
            if (tombstones != null) {
                tombstones.createTableIfMissing(connection);
            }
            return fence.claim(connection, partitions);
        } catch (SQLException e) {
            rollback();
            throw failures.translate(e, "take over partitions " + partitions);
        }
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        // Whoever takes them over says so in the target.
    }

    @Override
    public void apply(Batch batch) {
        boolean reduced = inOrder == 0 && writer.reduces();
        boolean continued = open;
        try {
            attempt(batch, reduced);
            if (batch.endsTransaction()) {
                inOrder = Math.max(0, inOrder - 1);
            }
        } catch (SQLException e) {
            again(batch, reduced, continued, e);
        }
    }

    /** Once more, where that may help: in order, or with the definitions as they are now. */
    private void again(Batch batch, boolean reduced, boolean continued, SQLException first) {
        Failure failure = failures.classify(first);
        boolean order = failure == Failure.BAD_ROW && reduced;
        if (!order && failure != Failure.DEFINITION) {
            throw failures.translate(first, writer.act());
        }
        if (order) {
            inOrder = BATCHES_IN_ORDER;
        } else {
            writer.forget();
        }
        if (continued) {
            throw new TargetException.Transient(
                    "Cannot "
                            + writer.act()
                            + ": "
                            + failures.describe(first)
                            + ". The transaction is applied again from its start, in order and with"
                            + " the target's definitions read anew.",
                    null);
        }
        try {
            attempt(batch, reduced && !order);
        } catch (SQLException e) {
            throw failures.translate(e, writer.act());
        }
    }

    /** All of it or nothing: when this throws, the transaction has been rolled back. */
    private void attempt(Batch batch, boolean reduced) throws SQLException {
        boolean done = false;
        try {
            Connection connection = session.connection();
            prepare(connection, batch);
            if (!open && wholeTransactions) {
                dialect.deferConstraints(connection);
            }
            if (fence.advance(connection, batch.offsets())) {
                writer.write(connection, batch.changes(), reduced);
            }
            if (batch.endsTransaction()) {
                connection.commit();
            }
            open = !batch.endsTransaction();
            done = true;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** Definitions are committed by themselves. */
    private void prepare(Connection connection, Batch batch) throws SQLException {
        if (open) {
            prepareAmid(connection, batch);
            return;
        }
        boolean changed;
        try {
            changed = writer.prepare(connection, batch.changes(), false);
        } catch (SQLException e) {
            // Another task may have made the same change at the same moment.
            connection.rollback();
            writer.forget();
            changed = writer.prepare(connection, batch.changes(), false);
        }
        if (changed) {
            connection.commit();
        }
    }

    /**
     * Amid a transaction a definition would end it, in MySQL, or clash with constraints that are
     * yet to be checked, in PostgreSQL. So the transaction begins again behind the definition.
     */
    private void prepareAmid(Connection connection, Batch batch) throws SQLException {
        if (!writer.needsDefinitions(connection, batch.changes())) {
            return;
        }
        rollback();
        writer.prepare(connection, batch.changes(), true);
        connection.commit();
        throw new TargetException.Transient(
                "Cannot go on with a transaction of the source: a table of the target had to be"
                        + " changed for it. The transaction is applied again from its start.",
                null);
    }

    private void rollback() {
        session.rollback();
        open = false;
    }

    /** Undoes what is open of a transaction of the source. */
    @Override
    public void discard() {
        rollback();
    }

    @Override
    public void abort() {
        session.abort();
    }

    @Override
    public void close() {
        rollback();
        session.close();
    }
}
