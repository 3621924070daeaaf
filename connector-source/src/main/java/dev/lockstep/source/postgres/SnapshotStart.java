package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.PublishedTables.PublishedTable;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.config.SnapshotOptions;
import dev.lockstep.source.postgres.record.SnapshotProgress;
import dev.lockstep.source.postgres.record.SnapshotRecords;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.snapshot.SnapshotPlan;
import dev.lockstep.source.postgres.snapshot.SnapshotPoint;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a session takes a snapshot or ends an earlier one, and starts it. */
final class SnapshotStart {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStart.class);

    private final PostgresSourceConfig config;
    private final Database database;
    private final String version;
    private final Map<String, String> partition;

    SnapshotStart(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition) {
        this.config = config;
        this.database = database;
        this.version = version;
        this.partition = partition;
    }

    /** What the stored offset means to a task that starts. */
    static Optional<SourceOffset> atStart(SnapshotMode mode, Optional<SourceOffset> stored) {
        if (mode == SnapshotMode.ALWAYS) {
            return stored.map(offset -> offset.during(SnapshotProgress.NONE));
        }
        if (mode == SnapshotMode.NO_DATA && stored.flatMap(SourceOffset::snapshot).isPresent()) {
            LOG.warn(
                    "A snapshot that was not complete is given up, since {} is no_data: rows that"
                            + " it has not read are missing until they change",
                    SnapshotOptions.MODE);
            return stored.map(offset -> offset.during(null));
        }
        return stored;
    }

    /** Whether rows are to be read. */
    static boolean isDue(SnapshotMode mode, Optional<SourceOffset> stored) {
        return mode != SnapshotMode.NO_DATA
                && stored.map(offset -> offset.snapshot().isPresent()).orElse(true);
    }

    /**
     * Where a session goes on.
     *
     * @param resume what has been handed out
     * @param point the place of the snapshot that it takes; null for none
     */
    record Place(ReplicationSlot slot, SourceOffset resume, SnapshotPoint point) {}

    /**
     * The place of a new snapshot in the history of a server.
     *
     * @param stored what has been handed out; empty when that does not count any more
     * @param point without one from a new slot, the end of the log
     */
    Place place(
            ReplicationSlot slot,
            Optional<SourceOffset> stored,
            SourceOffset resume,
            SnapshotPoint point)
            throws SQLException {
        SnapshotPoint taken = point != null ? point : now(database);
        // Nobody has seen what the slot holds from before: it is in the snapshot.
        SourceOffset from =
                stored.isPresent()
                        ? resume
                        : placeOf(taken, resume.history(), SnapshotProgress.NONE);
        return new Place(slot, from, taken);
    }

    /** A new place at the end of the log. */
    SnapshotPoint now() throws SQLException {
        return now(database);
    }

    static SnapshotPoint now(Database database) throws SQLException {
        LOG.info("Taking a snapshot; this waits for running transactions to end");
        return SnapshotPoint.now(database);
    }

    private static SourceOffset placeOf(
            SnapshotPoint point, History history, SnapshotProgress progress) {
        return SourceOffset.between(history, point.at().value(), 0).during(progress);
    }

    /**
     * Starts reading.
     *
     * @param point owned by the snapshot from now on
     * @param from where the session goes on, with what has been read already
     */
    TableSnapshot start(SnapshotPoint point, SourceOffset from) throws SQLException {
        SnapshotProgress progress = from.snapshot().orElse(SnapshotProgress.NONE);
        SnapshotRecords records =
                new SnapshotRecords(config, version, partition, new CatalogReader(database));
        return start(
                point, from, progress, wanted(records), config.snapshot().statements(), records);
    }

    /**
     * Starts reading the tables that a signal names.
     *
     * @param point owned by the snapshot from now on
     * @param statements replace reading a table, by {@code schema.table}
     */
    TableSnapshot start(
            SnapshotPoint point,
            SourceOffset from,
            Set<String> tables,
            Map<String, String> statements)
            throws SQLException {
        SnapshotRecords records =
                new SnapshotRecords(config, version, partition, new CatalogReader(database));
        return start(
                point,
                from,
                SnapshotProgress.NONE,
                table -> tables.contains(table.label()) && records.captures(table.relation()),
                statements,
                records);
    }

    private TableSnapshot start(
            SnapshotPoint point,
            SourceOffset from,
            SnapshotProgress progress,
            Predicate<PublishedTable> tables,
            Map<String, String> statements,
            SnapshotRecords records)
            throws SQLException {
        SnapshotPlan plan =
                SnapshotPlan.of(
                        point, config.replication().publication(), tables, statements, progress);
        return TableSnapshot.start(
                database,
                point,
                placeOf(point, from.history(), progress),
                plan,
                records,
                config.streaming(),
                config.snapshot().threads(),
                "lockstep-" + config.events().topicPrefix() + "-snapshot-");
    }

    private Predicate<PublishedTable> wanted(SnapshotRecords records) {
        Predicate<String> included = config.snapshot().tables();
        return table -> included.test(table.label()) && records.captures(table.relation());
    }
}
