package dev.lockstep.source.postgres;

import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.catalog.ColumnLists;
import dev.lockstep.source.postgres.catalog.Publication;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.catalog.TableCatalog;
import dev.lockstep.source.postgres.catalog.TableCatalog.Table;
import dev.lockstep.source.postgres.config.KeyColumns;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.ReplicationOptions.PublicationAutocreate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the publication and the slot that a session reads, where they may be made. A publication
 * must be older than what is read through it: the server decodes every change by the catalogs of
 * its time. So it comes before the slot, and none is made for a slot that is there.
 */
final class SlotAndPublication {

    private static final Logger LOG = LoggerFactory.getLogger(SlotAndPublication.class);

    private SlotAndPublication() {}

    /** Makes a slot that is missing. */
    interface SlotMaker {
        ReplicationSlot make(Connection connection, String name) throws SQLException;
    }

    /**
     * The slot, once both are ready.
     *
     * @throws ConnectException when one is missing that must have been there, or cannot be used
     */
    static ReplicationSlot prepare(
            Connection connection,
            PostgresSourceConfig config,
            Optional<ReplicationSlot> slot,
            boolean standby,
            SlotMaker maker)
            throws SQLException {
        ReplicationOptions options = config.replication();
        publish(connection, config, slot, standby);
        if (slot.isPresent()) {
            tellOfFailover(slot.get(), options);
            return slot.get();
        }
        LOG.info(
                "Creating slot {}; this waits for running transactions to end{}",
                options.slot(),
                standby
                        ? ", and for the primary to log them (SELECT pg_log_standby_snapshot() on"
                                + " the primary hastens that)"
                        : "");
        return maker.make(connection, options.slot());
    }

    /** The publication alone. */
    static void publish(
            Connection connection,
            PostgresSourceConfig config,
            Optional<ReplicationSlot> slot,
            boolean standby)
            throws SQLException {
        ReplicationOptions options = config.replication();
        Optional<Publication> publication = Publication.find(connection, options.publication());
        if (publication.isEmpty()) {
            StartCheck.checkMayMake(options, slot);
        }
        if (standby) {
            checkPublished(connection, config, publication);
        } else {
            preparePublication(connection, config, publication);
        }
    }

    private static void tellOfFailover(ReplicationSlot slot, ReplicationOptions options) {
        if (options.slotFailover() && !slot.failover()) {
            LOG.warn(
                    "Slot {} exists and is not a failover slot, so standbys keep no copy of it. To"
                            + " make it one, stop the connector and send ALTER_REPLICATION_SLOT {}"
                            + " (FAILOVER) over a replication connection.",
                    slot.name(),
                    slot.name());
        }
    }

    /** A standby takes publications from its primary. */
    private static void checkPublished(
            Connection connection, PostgresSourceConfig config, Optional<Publication> found)
            throws SQLException {
        ReplicationOptions options = config.replication();
        if (found.isEmpty()) {
            throw new ConnectException(
                    "Cannot use publication "
                            + options.publication()
                            + ": it does not exist, and none can be made on a standby. Create it on"
                            + " the primary.");
        }
        List<Table> captured = TableCatalog.captured(connection, config.capture().tables());
        for (Table table : found.get().lacking(captured)) {
            LOG.warn(
                    "Table {} is not published, and publication {} cannot be altered on a standby."
                            + " Add the table on the primary (ALTER PUBLICATION … ADD TABLE), or"
                            + " leave it out with table.exclude.list.",
                    table.label(),
                    options.publication());
        }
    }

    private static void preparePublication(
            Connection connection, PostgresSourceConfig config, Optional<Publication> found)
            throws SQLException {
        ReplicationOptions options = config.replication();
        if (options.publicationAutocreate() == PublicationAutocreate.NO_TABLES && found.isEmpty()) {
            create(connection, config, List.of());
        }
        if (options.publicationAutocreate() != PublicationAutocreate.FILTERED) {
            return;
        }
        List<Table> captured =
                identified(TableCatalog.captured(connection, config.publishedTables()));
        List<Table> lacking = found.map(made -> made.lacking(captured)).orElse(captured);
        if (found.isEmpty()) {
            create(connection, config, captured);
        } else {
            addOperations(connection, config, found.get());
            if (lacking.isEmpty()) {
                return;
            }
            found.get().add(connection, lacking, columnLists(connection, config, lacking));
        }
        LOG.info("Added {} tables to publication {}", lacking.size(), options.publication());
    }

    private static void create(
            Connection connection, PostgresSourceConfig config, List<Table> tables)
            throws SQLException {
        ReplicationOptions options = config.replication();
        Publication.create(
                connection,
                options.publication(),
                tables,
                columnLists(connection, config, tables),
                options.viaPartitionRoot(),
                config::publishes);
    }

    /** The columns that events carry, and those of configured keys. */
    private static ColumnLists columnLists(
            Connection connection, PostgresSourceConfig config, List<Table> tables)
            throws SQLException {
        if (!config.replication().columnLists()) {
            return ColumnLists.NONE;
        }
        Predicate<String> carried = config.capture().columns();
        KeyColumns keys = config.capture().keyColumns();
        ColumnLists lists =
                ColumnLists.read(
                        connection,
                        tables,
                        (schema, table, column) ->
                                carried.test(schema + "." + table + "." + column)
                                        || keys.of(schema, table)
                                                .filter(key -> key.contains(column))
                                                .isPresent());
        if (!lists.tables().isEmpty()) {
            LOG.info(
                    "The server sends only the captured columns of {}: a column that is added later"
                            + " is not captured before it is in publication {}",
                    lists.tables(),
                    config.replication().publication());
        }
        return lists;
    }

    /** It may have been made for fewer. None is taken away: others may read it too. */
    private static void addOperations(
            Connection connection, PostgresSourceConfig config, Publication publication)
            throws SQLException {
        Set<Operation> lacking = publication.lackingOperations(config::publishes);
        if (!lacking.isEmpty()) {
            publication.add(connection, lacking);
            LOG.info("Added {} to what publication {} publishes", lacking, publication.name());
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
}
