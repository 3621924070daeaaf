package dev.lockstep.source.postgres.stream;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.catalog.Identifiers;
import dev.lockstep.source.postgres.catalog.ReplicationConnection;
import dev.lockstep.source.postgres.pgoutput.StandbyStatusUpdate;
import dev.lockstep.source.postgres.socket.GatheringSocket;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/**
 * One replication connection and the stream of frames on it.
 *
 * <p>This stands on the driver's copy-both operation rather than on its replication API: that one
 * hides keepalives, from which we learn how far an idle log has come, and reports as received what
 * it merely read. Only the reader thread calls it, but {@link #abort} may come from any thread.
 */
public final class ReplicationStream implements AutoCloseable {

    /**
     * Which server and which history of it we are connected to.
     *
     * @param systemId unique to a database cluster since its initdb
     * @param timeline counts the promotions of standbys
     * @param walEnd the end of the server's log at this moment
     * @param standby whether the server follows another
     */
    public record SystemIdentity(String systemId, int timeline, Lsn walEnd, boolean standby) {}

    /** What a new slot is for. */
    public enum SlotKind {
        /** It goes with the connection. */
        TEMPORARY,
        /** It stays. */
        PERMANENT,
        /** It stays, and standbys keep a copy; needs PostgreSQL 17. */
        FAILOVER
    }

    /**
     * What a new slot begins with.
     *
     * @param at what committed before it is in the snapshot, what commits from it on in the slot
     * @param snapshot names the exported snapshot, which lasts until this connection's next command
     */
    public record ConsistentPoint(Lsn at, String snapshot) {}

    private static final String OBJECT_NOT_IN_PREREQUISITE_STATE = "55000";
    private static final String UNDEFINED_FILE = "58P01";
    private static final String UNDEFINED_OBJECT = "42704";

    private final Connection connection;
    private final GatheringSocket socket;
    private Duration patience;
    private CopyDual copy;

    /** Takes over a connection opened with the replication protocol. */
    public ReplicationStream(ReplicationConnection opened) {
        this.connection = opened.connection();
        this.socket = opened.socket();
    }

    /** Asks which server this is. Only before {@link #start}. */
    public SystemIdentity identify() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean standby;
            try (ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                row.next();
                standby = row.getBoolean(1);
            }
            try (ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
                row.next();
                return new SystemIdentity(
                        row.getString("systemid"),
                        row.getInt("timeline"),
                        Lsn.parse(row.getString("xlogpos")),
                        standby);
            }
        }
    }

    /**
     * Asks where the server's history left a timeline. Only before {@link #start}.
     *
     * @param current the server's timeline
     * @return empty when the server does not come from there, or has lost the record of it
     */
    public Optional<Lsn> endOfTimeline(int timeline, int current) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + current)) {
            row.next();
            return row.getString(2)
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words[0].equals(Integer.toString(timeline)))
                    .map(words -> Lsn.parse(words[1]))
                    .findFirst();
        } catch (SQLException e) {
            if (UNDEFINED_FILE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Creates a slot for {@code pgoutput} together with a snapshot of the rows that precede it.
     * Waits for the transactions that run at this moment to end. Only before {@link #start}.
     *
     * @param kind how long it shall live
     */
    public ConsistentPoint createSlot(String slot, SlotKind kind) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Else the server would take the snapshot back while its rows are read.
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            try (ResultSet row =
                    statement.executeQuery(
                            "CREATE_REPLICATION_SLOT "
                                    + Identifiers.quote(slot)
                                    + (kind == SlotKind.TEMPORARY ? " TEMPORARY" : "")
                                    + " LOGICAL pgoutput "
                                    + (kind == SlotKind.FAILOVER
                                            ? "(SNAPSHOT 'export', FAILOVER true)"
                                            : "EXPORT_SNAPSHOT"))) {
                row.next();
                return new ConsistentPoint(
                        Lsn.parse(row.getString("consistent_point")),
                        row.getString("snapshot_name"));
            }
        }
    }

    /**
     * Starts the stream with the first transaction whose commit record stands at {@code from} or
     * later; the server starts later still if the slot was confirmed further.
     *
     * @param binary whether values are wanted in the binary forms of their types
     * @param patience how long {@link #read} waits at most
     */
    public void start(String slot, String publication, Lsn from, boolean binary, Duration patience)
            throws SQLException {
        String command =
                "START_REPLICATION SLOT "
                        + Identifiers.quote(slot)
                        + " LOGICAL "
                        + from
                        + " (proto_version '1', publication_names "
                        + Identifiers.literal(Identifiers.quote(publication))
                        + ", messages 'true'"
                        + (binary ? ", binary 'true')" : ")");
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyDual(command);
        this.patience = patience;
    }

    /**
     * Waits for a frame.
     *
     * @return the body of a CopyData message, or null when none came in time
     * @throws SQLException when the connection or the server is gone, or the server reports an
     *     error
     */
    public byte[] read() throws SQLException {
        byte[] frame = copy.readFromCopy(false);
        if (frame == null && isSomethingThere()) {
            // Blocks: a message that has begun is waited for to its end. After the end of the
            // connection it fails, with the server's last words if there are any.
            frame = copy.readFromCopy(true);
            if (frame == null && !copy.isActive()) {
                throw new SQLException("The server has ended the replication stream", "08006");
            }
        }
        return frame;
    }

    private boolean isSomethingThere() throws SQLException {
        try {
            return socket.await(patience) != GatheringSocket.Arrival.NOTHING;
        } catch (IOException e) {
            throw new SQLException("The replication connection is broken", "08006", e);
        }
    }

    /**
     * Checks that the server has not left out changes. From version 18 on it only warns when the
     * publication did not exist at the time of a change.
     *
     * @throws SQLException when it has
     */
    public void checkComplete() throws SQLException {
        SQLWarning first = connection.getWarnings();
        if (first == null) {
            return;
        }
        connection.clearWarnings();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (OBJECT_NOT_IN_PREREQUISITE_STATE.equals(warning.getSQLState())) {
                throw new SQLException(warning.getMessage(), UNDEFINED_OBJECT, warning);
            }
        }
    }

    /**
     * Tells the server that we live, and what it need not keep.
     *
     * @param received the end of what has arrived
     * @param stored everything before it is durable in Kafka; 0 to say nothing about that
     */
    public void sendStatus(long received, long stored) throws SQLException {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        byte[] status = new StandbyStatusUpdate(received, stored, stored, now, false).encode();
        copy.writeToCopy(status, 0, status.length);
        copy.flushCopy();
    }

    /** Cuts the connection, so that a thread inside {@link #read} returns with an error. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // Nothing is owed to a connection that is given up.
        }
    }

    @Override
    public void close() {
        abort();
    }
}
