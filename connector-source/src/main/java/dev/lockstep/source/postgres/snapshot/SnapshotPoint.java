package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.Identifiers;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import dev.lockstep.source.postgres.stream.ReplicationStream.ConsistentPoint;
import dev.lockstep.source.postgres.stream.ReplicationStream.SlotKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A place in the log and a snapshot of exactly what committed before it, which other connections
 * can take over as long as this is open. Opened and used by the task thread; {@link #close} may
 * come from any thread.
 */
public final class SnapshotPoint implements AutoCloseable {

    private final Lsn at;
    private final String snapshot;
    private final long xmin;
    private final Connection holder;

    private SnapshotPoint(Lsn at, String snapshot, long xmin, Connection holder) {
        this.at = at;
        this.snapshot = snapshot;
        this.xmin = xmin;
        this.holder = holder;
    }

    /**
     * A new slot's point.
     *
     * @param stream free to be used for other things afterwards
     * @param failover whether standbys shall keep a copy of the slot
     */
    public static SnapshotPoint ofNewSlot(
            Database database, ReplicationStream stream, String slot, boolean failover)
            throws SQLException {
        SlotKind kind = failover ? SlotKind.FAILOVER : SlotKind.PERMANENT;
        return hold(database, stream.createSlot(slot, kind));
    }

    /**
     * A point at the end of the log: that of a slot which exists for a moment only. There is no
     * other way to learn which commits a snapshot includes.
     */
    public static SnapshotPoint now(Database database) throws SQLException {
        try (ReplicationStream stream = new ReplicationStream(database.connectForReplication())) {
            String name = "lockstep_point_" + UUID.randomUUID().toString().replace('-', '_');
            return hold(database, stream.createSlot(name, SlotKind.TEMPORARY));
        }
    }

    /** Takes the snapshot over from the connection that made the slot. */
    private static SnapshotPoint hold(Database database, ConsistentPoint point)
            throws SQLException {
        Connection holder = database.connectForRows();
        try (Statement statement = holder.createStatement()) {
            statement.execute(takeOver(point.snapshot()));
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT pg_export_snapshot(),"
                                    + " pg_snapshot_xmin(pg_current_snapshot())::text::int8")) {
                row.next();
                return new SnapshotPoint(point.at(), row.getString(1), row.getLong(2), holder);
            }
        } catch (SQLException | RuntimeException | Error e) {
            Database.giveUp(holder);
            throw e;
        }
    }

    private static String takeOver(String snapshot) {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT "
                + Identifiers.literal(snapshot);
    }

    /** Everything that committed before this place is in the snapshot, and nothing else. */
    public Lsn at() {
        return at;
    }

    /** What was written by older transactions is complete in the snapshot. */
    long xmin() {
        return xmin;
    }

    /** Begins a transaction on another connection that sees the snapshot. */
    void begin(Statement statement) throws SQLException {
        statement.execute(takeOver(snapshot));
    }

    /** A connection that sees the snapshot, for the task thread. */
    Connection connection() {
        return holder;
    }

    @Override
    public void close() {
        Database.giveUp(holder);
    }
}
