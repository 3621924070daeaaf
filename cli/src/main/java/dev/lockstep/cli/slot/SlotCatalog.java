package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.event.Lsn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the slots of a server of any supported version, primary or standby. */
public final class SlotCatalog {

    private static final int INVALIDATION_VERSION = 170000;
    private static final String END_OF_LOG =
            "CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                    + " ELSE pg_current_wal_lsn() END";

    private final DatabaseSession session;

    public SlotCatalog(DatabaseSession session) {
        this.session = session;
    }

    /** The end of the server's log. */
    public Lsn currentLsn() {
        return session.first(
                        "read the end of the log",
                        row -> Lsn.parse(row.getString(1)),
                        "SELECT " + END_OF_LOG)
                .orElseThrow();
    }

    /** All slots, by name. */
    public List<Slot> slots() {
        boolean newer = session.version() >= INVALIDATION_VERSION;
        return session.query(
                "read the replication slots",
                SlotCatalog::slot,
                "SELECT slot_name, plugin, database, active, active_pid, restart_lsn,"
                        + " confirmed_flush_lsn,"
                        + " pg_wal_lsn_diff("
                        + END_OF_LOG
                        + ", restart_lsn)::bigint AS retained,"
                        + " pg_wal_lsn_diff("
                        + END_OF_LOG
                        + ", confirmed_flush_lsn)::bigint AS unconfirmed, wal_status,"
                        + (newer
                                ? " invalidation_reason, failover"
                                : " NULL AS invalidation_reason, false AS failover")
                        + " FROM pg_replication_slots ORDER BY slot_name");
    }

    /** The slot of this name. */
    public Optional<Slot> find(String name) {
        return slots().stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                row.getString("slot_name"),
                row.getString("plugin"),
                row.getString("database"),
                row.getBoolean("active"),
                row.getObject("active_pid", Integer.class),
                lsn(row.getString("restart_lsn")),
                lsn(row.getString("confirmed_flush_lsn")),
                row.getObject("retained", Long.class),
                row.getObject("unconfirmed", Long.class),
                row.getString("wal_status"),
                row.getString("invalidation_reason"),
                row.getBoolean("failover"));
    }

    private static Lsn lsn(String text) {
        return text == null ? null : Lsn.parse(text);
    }
}
