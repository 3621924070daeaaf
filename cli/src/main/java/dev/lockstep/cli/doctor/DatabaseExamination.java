package dev.lockstep.cli.doctor;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.Quantity;
import dev.lockstep.cli.slot.Slot;
import dev.lockstep.cli.slot.SlotCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at what a source needs of PostgreSQL. */
final class DatabaseExamination {

    private static final String SUBJECT = "database";
    private static final int OLDEST_VERSION = 140000;
    private static final int STANDBY_VERSION = 160000;
    private static final long LONG_TRANSACTION_SECONDS = 3600;
    private static final long CLOCK_MILLIS = 2_000;
    private static final int NAMES_IN_A_LINE = 5;

    private final DatabaseSession session;
    private final Findings findings;

    DatabaseExamination(DatabaseSession session, Findings findings) {
        this.session = session;
        this.findings = findings;
    }

    /**
     * Looks at everything.
     *
     * @param publication null when it is not known
     */
    void examine(String publication) {
        checkVersion();
        checkLog();
        checkLogin();
        checkRoom("max_replication_slots", "pg_replication_slots");
        checkRoom("max_wal_senders", "pg_stat_replication");
        checkRetention();
        checkSlots();
        if (publication != null) {
            checkPublication(publication);
        }
        checkIdentities();
        checkTransactions();
        checkClock();
    }

    private String text(String sql, Object... parameters) {
        return session.first("examine the database", row -> row.getString(1), sql, parameters)
                .orElse("");
    }

    private long number(String sql, Object... parameters) {
        String text = text(sql, parameters);
        return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private boolean yes(String sql) {
        return "t".equals(text(sql));
    }

    private void checkVersion() {
        int version = session.version();
        findings.check(
                version >= OLDEST_VERSION,
                SUBJECT,
                "PostgreSQL " + text("SHOW server_version") + " at " + session.address(),
                "Upgrade to PostgreSQL 14 or newer.");
        if (yes("SELECT pg_is_in_recovery()")) {
            findings.check(
                    version >= STANDBY_VERSION,
                    SUBJECT,
                    "It is a standby",
                    "Standbys send changes from version 16 on; use the primary.");
        }
        String encoding = text("SHOW server_encoding");
        findings.check(
                !encoding.equals("SQL_ASCII"),
                SUBJECT,
                "Its encoding is " + encoding,
                "Such a database may hold bytes that are no text; move the data to UTF8.");
    }

    private void checkLog() {
        String level = text("SHOW wal_level");
        findings.check(
                level.equals("logical"),
                SUBJECT,
                "wal_level is " + level,
                "Set wal_level = logical (rds.logical_replication = 1 on Amazon RDS) and restart"
                        + " the server.");
    }

    private void checkLogin() {
        boolean may =
                yes(
                        "SELECT rolreplication OR rolsuper OR EXISTS (SELECT 1 FROM pg_roles r"
                                + " WHERE r.rolname = 'rds_replication'"
                                + " AND pg_has_role(current_user, r.oid, 'member'))"
                                + " FROM pg_roles WHERE rolname = current_user");
        String user = text("SELECT current_user");
        findings.check(
                may,
                SUBJECT,
                "User " + user + (may ? " may replicate" : " may not replicate"),
                "ALTER ROLE " + user + " REPLICATION, as an administrator.");
    }

    private void checkRoom(String setting, String used) {
        long room = number("SELECT current_setting(?)", setting);
        long taken = number("SELECT count(*) FROM " + used);
        findings.check(
                taken < room,
                SUBJECT,
                setting + ": " + taken + " of " + room + " are in use",
                "Raise " + setting + " and restart the server, or free one.");
    }

    private void checkRetention() {
        String bound = text("SHOW max_slot_wal_keep_size");
        if (bound.equals("-1")) {
            findings.warn(
                    SUBJECT,
                    "max_slot_wal_keep_size is -1: slots keep log without bound",
                    "Set one above the log of the longest outage, or watch the disk.");
        } else {
            findings.ok(SUBJECT, "max_slot_wal_keep_size is " + bound);
        }
    }

    private void checkSlots() {
        for (Slot slot : new SlotCatalog(session).slots()) {
            if (slot.invalidated()) {
                findings.warn(
                        SUBJECT,
                        "Slot " + slot.name() + " is invalidated (" + slot.condition() + ")",
                        "Its reader has to start afresh; drop it if it has none.");
            } else if (!slot.active() && slot.restartLsn() != null) {
                findings.warn(
                        SUBJECT,
                        "Nobody reads slot "
                                + slot.name()
                                + ", which keeps "
                                + Quantity.bytes(slot.retainedBytes()),
                        "lockstep slots drop " + slot.name() + ", if nobody will.");
            }
        }
    }

    private void checkPublication(String name) {
        long tables = number("SELECT count(*) FROM pg_publication_tables WHERE pubname = ?", name);
        if (number("SELECT count(*) FROM pg_publication WHERE pubname = ?", name) > 0) {
            findings.ok(SUBJECT, "Publication " + name + " publishes " + tables + " tables");
            return;
        }
        boolean owner = yes("SELECT has_database_privilege(current_database(), 'CREATE')");
        if (owner) {
            findings.ok(SUBJECT, "Publication " + name + " does not exist; it can be created");
        } else {
            findings.fail(
                    SUBJECT,
                    "Publication " + name + " does not exist, and this user cannot create it",
                    "CREATE PUBLICATION " + name + " ..., as an administrator.");
        }
    }

    private void checkIdentities() {
        List<String> tables =
                session.query(
                        "read the tables",
                        row -> row.getString(1),
                        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid"
                            + " = c.relnamespace WHERE c.relkind IN ('r', 'p') AND c.relpersistence"
                            + " = 'p' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND"
                            + " (c.relreplident = 'n' OR c.relreplident = 'd' AND NOT EXISTS"
                            + " (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND"
                            + " i.indisprimary)) ORDER BY 1");
        if (tables.isEmpty()) {
            findings.ok(SUBJECT, "Every table has a replica identity");
            return;
        }
        String names = tables.stream().limit(NAMES_IN_A_LINE).collect(Collectors.joining(", "));
        findings.warn(
                SUBJECT,
                tables.size() + " tables have no replica identity, such as " + names,
                "Once published, updates and deletes in them fail: add a primary key, or ALTER"
                        + " TABLE ... REPLICA IDENTITY FULL.");
    }

    private void checkTransactions() {
        long seconds =
                number(
                        "SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0)::bigint"
                                + " FROM pg_stat_activity WHERE backend_type = 'client backend'");
        if (seconds > LONG_TRANSACTION_SECONDS) {
            findings.warn(
                    SUBJECT,
                    "A transaction has been open for " + Quantity.millis(seconds * 1000),
                    "It holds up the creation of slots, and slots keep the log since it began; look"
                            + " into pg_stat_activity.");
        }
    }

    private void checkClock() {
        Instant before = Instant.now();
        long server = number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
        long apart =
                server
                        - before.plus(Duration.between(before, Instant.now()).dividedBy(2))
                                .toEpochMilli();
        String zone = text("SHOW timezone");
        if (Math.abs(apart) > CLOCK_MILLIS) {
            findings.warn(
                    SUBJECT,
                    "The server's clock is " + Quantity.millis(Math.abs(apart)) + " off this one's",
                    "Lags in time will be off as much; synchronize the clocks.");
        } else {
            findings.ok(SUBJECT, "The clocks agree; the server's time zone is " + zone);
        }
    }
}
