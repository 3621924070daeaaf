package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The replication slot and the publication that the log is read through. */
public final class ReplicationOptions {

    public static final String PLUGIN = "plugin.name";
    public static final String SLOT = "slot.name";
    public static final String SLOT_MAX_RETRIES = "slot.max.retries";
    public static final String SLOT_RETRY_DELAY = "slot.retry.delay.ms";
    public static final String PUBLICATION = "publication.name";
    public static final String PUBLICATION_AUTOCREATE = "publication.autocreate.mode";
    public static final String VIA_PARTITION_ROOT = "publish.via.partition.root";
    public static final String COLUMN_LISTS = "publication.column.lists";
    public static final String START_POSITION = "start.position";
    public static final String GAP_POLICY = "gap.policy";
    public static final String SLOT_FAILOVER = "slot.failover";
    public static final String STREAM_BINARY = "stream.binary";
    public static final String STATUS_INTERVAL = "status.update.interval.ms";

    private static final String GROUP = "Replication";
    private static final OneOf AUTOCREATE_MODES = OneOf.of("filtered", "no_tables", "disabled");

    private static final OneOf STREAM_FORMS = OneOf.of("auto", "off");

    private static final OneOf GAP_POLICIES = OneOf.of("fail", "snapshot", "warn");

    private final AbstractConfig config;

    ReplicationOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition
                .define(
                        SLOT,
                        Type.STRING,
                        "lockstep",
                        LambdaValidator.with(
                                ReplicationOptions::checkSlotName,
                                () -> "1 to 63 lower-case letters, digits and underscores"),
                        HIGH,
                        "Names the replication slot, which is created when it does not exist; each"
                                + " connector needs its own.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Slot")
                .define(
                        PUBLICATION,
                        Type.STRING,
                        "lockstep_publication",
                        new NonEmptyString(),
                        HIGH,
                        "Names the publication that selects the captured tables on the server.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Publication")
                .define(
                        PUBLICATION_AUTOCREATE,
                        Type.STRING,
                        "filtered",
                        LambdaValidator.with(
                                ReplicationOptions::checkAutocreate, AUTOCREATE_MODES::toString),
                        MEDIUM,
                        "Selects what happens to the publication at the start: filtered creates it"
                                + " for the captured tables and adds those that it lacks, no_tables"
                                + " creates it empty, disabled leaves it alone.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Publication creation")
                .define(
                        VIA_PARTITION_ROOT,
                        Type.BOOLEAN,
                        false,
                        MEDIUM,
                        "Publishes the changes of partitions under the name of their root table,"
                                + " when the publication is created.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Publish via partition root")
                .define(
                        COLUMN_LISTS,
                        Type.BOOLEAN,
                        false,
                        LOW,
                        "Has the server send only the captured columns, when a table is added to"
                            + " the publication (PostgreSQL 15); such a column cannot be dropped,"
                            + " and a new one is not captured, before the publication is altered.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Column lists")
                .define(
                        PLUGIN,
                        Type.STRING,
                        "pgoutput",
                        OneOf.of("pgoutput"),
                        LOW,
                        "Names the logical decoding plugin; only pgoutput, which every server has.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Decoding plugin")
                .define(
                        START_POSITION,
                        Type.STRING,
                        "snapshot",
                        LambdaValidator.with(
                                ReplicationOptions::checkStartPosition,
                                () ->
                                        "snapshot, current, earliest, an LSN such as 0/16B3748, or"
                                                + " a time such as 2026-05-31T12:00:00Z"),
                        MEDIUM,
                        "Says where to begin while no offset is stored: snapshot leaves it to the"
                                + " snapshot options, current is the end of the log, earliest the"
                                + " oldest place of the slot, an LSN or a time the first"
                                + " transaction that committed there or later.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Start position")
                .define(
                        GAP_POLICY,
                        Type.STRING,
                        "fail",
                        GAP_POLICIES,
                        MEDIUM,
                        "Says what to do when changes after the stored offset are out of reach:"
                                + " fail stops the task with a message that names them, snapshot"
                                + " logs it and reads all rows again, warn logs it and goes on"
                                + " without them.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Gap policy")
                .define(
                        SLOT_FAILOVER,
                        Type.BOOLEAN,
                        false,
                        LOW,
                        "Creates the slot so that standbys keep a copy of it, from which the"
                                + " connector goes on after a promotion; needs PostgreSQL 17.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Failover slot")
                .define(
                        SLOT_MAX_RETRIES,
                        Type.INT,
                        6,
                        Range.atLeast(0),
                        LOW,
                        "Bounds how often the connector tries again while another process holds the"
                                + " slot.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Slot retries")
                .define(
                        SLOT_RETRY_DELAY,
                        Type.LONG,
                        10_000L,
                        Range.between(1, 3_600_000),
                        LOW,
                        "Sets how long the connector waits before it tries again for a slot that"
                                + " another process holds, in milliseconds.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Slot retry delay")
                .define(
                        STREAM_BINARY,
                        Type.STRING,
                        "auto",
                        STREAM_FORMS,
                        LOW,
                        "Says whether the server sends values in the binary forms of their types,"
                                + " which costs both sides less: auto has it do so when the forms"
                                + " of all captured columns are known, off has it send text.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Binary stream")
                .define(
                        STATUS_INTERVAL,
                        Type.LONG,
                        10_000L,
                        Range.between(100, 60_000),
                        LOW,
                        "Sets how often the server is told what has been stored, in milliseconds;"
                                + " it must stay below the server's wal_sender_timeout.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Status interval");
    }

    /** What to do when changes after the stored offset are out of reach. */
    public enum GapPolicy {
        FAIL,
        SNAPSHOT,
        WARN
    }

    /** What the connector may do to the publication. */
    public enum PublicationAutocreate {
        FILTERED,
        NO_TABLES,
        DISABLED
    }

    public StartPosition startPosition() {
        return StartPosition.parse(config.getString(START_POSITION));
    }

    public GapPolicy gapPolicy() {
        return GapPolicy.valueOf(config.getString(GAP_POLICY).toUpperCase(Locale.ROOT));
    }

    public String slot() {
        return config.getString(SLOT);
    }

    /** Whether standbys shall keep a copy of a slot that is created. */
    public boolean slotFailover() {
        return config.getBoolean(SLOT_FAILOVER);
    }

    public int slotMaxRetries() {
        return config.getInt(SLOT_MAX_RETRIES);
    }

    public Duration slotRetryDelay() {
        return Duration.ofMillis(config.getLong(SLOT_RETRY_DELAY));
    }

    public String publication() {
        return config.getString(PUBLICATION);
    }

    public PublicationAutocreate publicationAutocreate() {
        return PublicationAutocreate.valueOf(
                config.getString(PUBLICATION_AUTOCREATE).toUpperCase(Locale.ROOT));
    }

    public boolean viaPartitionRoot() {
        return config.getBoolean(VIA_PARTITION_ROOT);
    }

    /** Whether columns that are left out are left out of the publication. */
    public boolean columnLists() {
        return config.getBoolean(COLUMN_LISTS);
    }

    /** Whether values may come in the binary forms of their types. */
    public boolean binaryStream() {
        return config.getString(STREAM_BINARY).equalsIgnoreCase("auto");
    }

    public Duration statusInterval() {
        return Duration.ofMillis(config.getLong(STATUS_INTERVAL));
    }

    private static void checkSlotName(String key, Object value) {
        String name = (String) value;
        if (name == null || !name.matches("[a-z0-9_]{1,63}")) {
            throw new ConfigException(
                    key,
                    value,
                    "PostgreSQL allows 1 to 63 lower-case letters, digits and underscores here");
        }
    }

    private static void checkStartPosition(String key, Object value) {
        try {
            StartPosition.parse(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    key,
                    value,
                    "it must be snapshot, current, earliest, an LSN (0/16B3748 or a number), or an"
                            + " ISO time (2026-05-31T12:00:00Z)");
        }
    }

    private static void checkAutocreate(String key, Object value) {
        if ("all_tables".equalsIgnoreCase((String) value)) {
            throw new ConfigException(
                    key,
                    value,
                    "a publication FOR ALL TABLES makes UPDATE and DELETE fail on every table"
                            + " without a replica identity; use filtered, or create the publication"
                            + " yourself and use disabled");
        }
        AUTOCREATE_MODES.ensureValid(key, value);
    }
}
