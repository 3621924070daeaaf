package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.Publication;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.catalog.TableCatalog;
import dev.lockstep.source.postgres.catalog.TableCatalog.Table;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.ReplicationOptions.PublicationAutocreate;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.record.TablePlanner;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogQueue;
import dev.lockstep.source.postgres.stream.LogReader;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One unbroken stretch of reading the log: from a checked start over one replication connection
 * until a failure or a stop. The task thread polls it; {@link #acknowledge} and {@link #close} may
 * come from any thread.
 */
final class CaptureSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

    private final LogQueue queue;
    private final LogReader reader;
    private final CatalogReader catalog;
    private final RecordAssembler assembler;
    private final Duration pollInterval;
    private final int batchSize;
    private final List<LogEntry> batch;

    private SourceOffset handedOut;

    private CaptureSession(
            PostgresSourceConfig config,
            LogQueue queue,
            LogReader reader,
            CatalogReader catalog,
            RecordAssembler assembler) {
        this.queue = queue;
        this.reader = reader;
        this.catalog = catalog;
        this.assembler = assembler;
        this.handedOut = assembler.handedOut();
        this.pollInterval = config.streaming().pollInterval();
        this.batchSize = config.streaming().maxBatchSize();
        this.batch = new ArrayList<>(batchSize);
    }

    /**
     * Prepares publication and slot, checks that nothing is missing, and starts reading.
     *
     * @param stored where the last session or the last life of the task ended
     * @throws SQLException when the server or the connection fails
     * @throws ConnectException when changes are out of reach or the slot cannot be used
     */
    static CaptureSession open(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            Optional<SourceOffset> stored)
            throws SQLException {
        ReplicationStream stream = new ReplicationStream(database.connectForReplication());
        try {
            SystemIdentity system = stream.identify();
            History history = new History(system.systemId(), system.timeline());
            // Before anything is made: the server may be the wrong one.
            StartCheck.checkHistory(stored, history, config.replication().slot());
            ReplicationSlot slot;
            try (Connection connection = database.connect()) {
                preparePublication(connection, config);
                slot = prepareSlot(connection, config, stored);
            }
            SourceOffset resume = StartCheck.resume(stored, slot, history);
            return start(config, database, version, partition, resume, slot, stream);
        } catch (SQLException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static CaptureSession start(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            SourceOffset resume,
            ReplicationSlot slot,
            ReplicationStream stream)
            throws SQLException {
        ReplicationOptions options = config.replication();
        stream.start(
                options.slot(),
                options.publication(),
                resume.resumeFrom(),
                options.statusInterval());
        LOG.info(
                "Streaming from {} (slot {}, publication {}, {}, server {}, timeline {})",
                resume.resumeFrom(),
                options.slot(),
                options.publication(),
                database.label(),
                resume.history().systemId(),
                resume.history().timeline());
        LogQueue queue =
                new LogQueue(config.streaming().maxQueueSize(), config.streaming().maxQueueBytes());
        LogReader reader =
                new LogReader(
                        stream,
                        queue,
                        options.statusInterval(),
                        slot.confirmedFlush().orElseThrow().value(),
                        "lockstep-" + config.events().topicPrefix() + "-log-reader");
        CatalogReader catalog = new CatalogReader(database);
        RecordAssembler assembler =
                new RecordAssembler(
                        config,
                        version,
                        partition,
                        resume,
                        new TablePlanner(config, catalog),
                        Clock.systemUTC());
        reader.start();
        return new CaptureSession(config, queue, reader, catalog, assembler);
    }

    /** A publication must be older than what is read through it, so it comes before the slot. */
    private static void preparePublication(Connection connection, PostgresSourceConfig config)
            throws SQLException {
        ReplicationOptions options = config.replication();
        if (options.publicationAutocreate() == PublicationAutocreate.DISABLED) {
            return;
        }
        Optional<Publication> found = Publication.find(connection, options.publication());
        if (options.publicationAutocreate() == PublicationAutocreate.NO_TABLES) {
            if (found.isEmpty()) {
                Publication.create(
                        connection, options.publication(), List.of(), options.viaPartitionRoot());
            }
            return;
        }
        List<Table> captured =
                identified(TableCatalog.captured(connection, config.capture().tables()));
        if (found.isEmpty()) {
            Publication.create(
                    connection, options.publication(), captured, options.viaPartitionRoot());
            LOG.info(
                    "Created publication {} for {} tables", options.publication(), captured.size());
        } else if (!found.get().lacking(captured).isEmpty()) {
            List<Table> lacking = found.get().lacking(captured);
            found.get().add(connection, lacking);
            LOG.info("Added {} tables to publication {}", lacking.size(), options.publication());
        }
    }

    /** Publishing a table without a replica identity would make its updates and deletes fail. */
    private static List<Table> identified(List<Table> tables) {
        for (Table table : tables) {
            if (!table.identifiesRows()) {
                LOG.warn(
                        "Table {} is not published: without a primary key or another replica"
                            + " identity its updates and deletes would fail. Run ALTER TABLE …"
                            + " REPLICA IDENTITY FULL, or leave it out with table.exclude.list.",
                        table.label());
            }
        }
        return tables.stream().filter(Table::identifiesRows).toList();
    }

    private static ReplicationSlot prepareSlot(
            Connection connection, PostgresSourceConfig config, Optional<SourceOffset> stored)
            throws SQLException {
        String name = config.replication().slot();
        Optional<ReplicationSlot> found = ReplicationSlot.find(connection, name);
        if (found.isPresent()) {
            Optional<String> reason =
                    StartCheck.unusable(found.get(), config.connection().database());
            if (reason.isPresent()) {
                throw new ConnectException("Cannot use slot " + name + ": " + reason.get());
            }
            return found.get();
        }
        if (stored.isPresent()) {
            throw StartCheck.slotGone(name, stored.get());
        }
        LOG.info("Creating slot {}; this waits for running transactions to end", name);
        return ReplicationSlot.create(connection, name);
    }

    /**
     * Hands out what is there, as soon as something is there. Called by the task thread.
     *
     * @return the records; empty when none came within the poll interval
     * @throws LogReader.Stopped when the reader has failed and everything before has been handed
     *     out
     */
    List<SourceRecord> poll() throws InterruptedException {
        long deadline = System.nanoTime() + pollInterval.toNanos();
        List<SourceRecord> records = new ArrayList<>(batchSize);
        Duration left = pollInterval;
        do {
            batch.clear();
            queue.drainTo(batch, batchSize, left);
            assembler.assemble(batch, records);
            left = Duration.ofNanos(deadline - System.nanoTime());
        } while (records.isEmpty() && !left.isNegative());
        handedOut = assembler.handedOut();
        return records;
    }

    /**
     * Where to go on if this session ends: after everything that it has handed out. Records that a
     * failed poll had assembled are not part of it.
     */
    SourceOffset handedOut() {
        return handedOut;
    }

    /** Lets the server forget what comes before a stored offset. */
    void acknowledge(SourceOffset stored) {
        reader.acknowledge(stored.resumeFrom().value());
    }

    @Override
    public void close() {
        queue.close();
        reader.close();
        catalog.close();
    }
}
