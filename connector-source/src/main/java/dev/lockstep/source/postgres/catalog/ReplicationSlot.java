package dev.lockstep.source.postgres.catalog;

import dev.lockstep.event.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A replication slot as the server shows it.
 *
 * @param plugin the decoding plugin; empty for a physical slot
 * @param database the database it decodes; empty for a physical slot
 * @param activePid the process that holds the slot; 0 when nobody does
 * @param holder the application name of that process, empty when unknown
 * @param confirmedFlush up to where its reader has stored everything; empty while the slot is being
 *     made
 * @param failover whether standbys keep a copy of it
 * @param lost why the server can no longer serve it; empty while it can
 */
public record ReplicationSlot(
        String name,
        String plugin,
        String database,
        int activePid,
        String holder,
        Optional<Lsn> confirmedFlush,
        boolean failover,
        String lost) {

    private static final String QUERY =
            """
            SELECT s.slot_name, coalesce(s.plugin, ''), coalesce(s.database, ''),
                   coalesce(s.active_pid, 0), coalesce(a.application_name, ''),
                   s.confirmed_flush_lsn::text,
                   coalesce((to_jsonb(s) ->> 'failover')::boolean, false),
                   CASE WHEN s.wal_status = 'lost'
                        THEN coalesce(to_jsonb(s) ->> 'invalidation_reason', 'wal_removed')
                        ELSE coalesce(to_jsonb(s) ->> 'invalidation_reason', '') END
              FROM pg_replication_slots s LEFT JOIN pg_stat_activity a ON a.pid = s.active_pid
             WHERE s.slot_name = ?
            """;

    /** Looks for the slot on the server. */
    public static Optional<ReplicationSlot> find(Connection connection, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /**
     * Creates a slot for {@code pgoutput} in the connection's database. Waits for the transactions
     * that run at this moment to end.
     *
     * @param failover whether standbys shall keep a copy of it, which needs PostgreSQL 17
     */
    public static ReplicationSlot create(Connection connection, String name, boolean failover)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT lsn FROM pg_create_logical_replication_slot(?, 'pgoutput'"
                                + (failover ? ", failover => true)" : ")"))) {
            statement.setString(1, name);
            statement.executeQuery().close();
        }
        return find(connection, name)
                .orElseThrow(
                        () -> new SQLException("Slot " + name + " vanished on creation", "42704"));
    }

    /** Drops the slot. */
    public static void drop(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
            statement.setString(1, name);
            statement.executeQuery().close();
        }
    }

    private static ReplicationSlot read(ResultSet row) throws SQLException {
        return new ReplicationSlot(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)).map(Lsn::parse),
                row.getBoolean(7),
                row.getString(8));
    }
}
