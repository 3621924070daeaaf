package dev.lockstep.source.postgres;

import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.Publication;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.catalog.ServerFacts;
import dev.lockstep.source.postgres.catalog.TableCatalog;
import dev.lockstep.source.postgres.catalog.TableCatalog.Table;
import dev.lockstep.source.postgres.config.CaptureOptions;
import dev.lockstep.source.postgres.config.ConnectionOptions;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.Problem;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.ReplicationOptions.GapPolicy;
import dev.lockstep.source.postgres.config.ReplicationOptions.PublicationAutocreate;
import dev.lockstep.source.postgres.config.SignalOptions;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.config.SnapshotOptions;
import dev.lockstep.source.postgres.record.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a configuration against the server before a connector is created, and collects everything
 * that is wrong rather than the first thing. Changes nothing on the server.
 */
final class Preflight {

    private static final int OLDEST_VERSION = 140000;
    private static final int STANDBY_VERSION = 160000;
    private static final int FAILOVER_VERSION = 170000;
    private static final int NAMES_IN_A_MESSAGE = 5;

    private final PostgresSourceConfig config;
    private final Database database;
    private final List<Problem> problems = new ArrayList<>();

    Preflight(PostgresSourceConfig config) {
        this.config = config;
        this.database = new Database(config.connection(), config.events().topicPrefix());
    }

    List<Problem> problems() {
        try (Connection connection = database.connect()) {
            ServerFacts facts = ServerFacts.read(connection);
            checkServer(facts);
            if (problems.isEmpty()) {
                checkSlot(connection);
                checkTables(connection, facts);
            }
        } catch (SQLException e) {
            Diagnosis diagnosis = Diagnosis.of(e);
            add(
                    diagnosis.option(),
                    diagnosis.message("connect to PostgreSQL (" + database.label() + ")", e));
        }
        return problems;
    }

    private void add(String option, String message) {
        problems.add(new Problem(option, message));
    }

    private void checkServer(ServerFacts facts) {
        if (facts.version() < OLDEST_VERSION) {
            add(
                    ConnectionOptions.HOSTNAME,
                    cannot(
                            "the server is version "
                                    + facts.version() / 10000
                                    + ". Upgrade it to PostgreSQL 14 or newer."));
        }
        checkAge(facts);
        if (!facts.walLevel().equals("logical")) {
            add(
                    ConnectionOptions.HOSTNAME,
                    cannot(
                            "wal_level is "
                                    + facts.walLevel()
                                    + ", so the log does not carry rows. Set wal_level = logical in"
                                    + " postgresql.conf (rds.logical_replication = 1 on Amazon RDS)"
                                    + " and restart the server."));
        }
        if (!facts.mayReplicate()) {
            add(
                    ConnectionOptions.USER,
                    cannot(
                            "user "
                                    + config.connection().user()
                                    + " has no REPLICATION attribute. Run ALTER ROLE … REPLICATION"
                                    + " as an administrator (GRANT rds_replication TO … on Amazon"
                                    + " RDS)."));
        }
        if (facts.encoding().equals("SQL_ASCII")) {
            add(
                    ConnectionOptions.DATABASE,
                    cannot(
                            "its encoding is SQL_ASCII, which lets bytes through that are no text"
                                    + " in any encoding. Move the data to a database with encoding"
                                    + " UTF8."));
        }
    }

    /** What only newer servers can do. */
    private void checkAge(ServerFacts facts) {
        if (facts.standby() && facts.version() < STANDBY_VERSION) {
            add(
                    ConnectionOptions.HOSTNAME,
                    cannot(
                            "it is a standby, from which PostgreSQL can only send changes from"
                                    + " version 16 on. Set database.hostname to the primary."));
        }
        if (config.replication().slotFailover() && facts.version() < FAILOVER_VERSION) {
            add(
                    ReplicationOptions.SLOT_FAILOVER,
                    "Cannot create a failover slot on PostgreSQL "
                            + facts.version() / 10000
                            + ": version 17 was the first to have them. Set slot.failover=false.");
        }
        if (config.replication().slotFailover() && facts.standby()) {
            add(
                    ReplicationOptions.SLOT_FAILOVER,
                    "Cannot create a failover slot on a standby. Set slot.failover=false, or"
                            + " database.hostname to the primary.");
        }
    }

    private String cannot(String rest) {
        return "Cannot capture changes (" + database.label() + "): " + rest;
    }

    private void checkSlot(Connection connection) throws SQLException {
        String name = config.replication().slot();
        Optional<ReplicationSlot> found = ReplicationSlot.find(connection, name);
        if (found.isEmpty()) {
            return;
        }
        ReplicationSlot slot = found.get();
        boolean fail = config.replication().gapPolicy() == GapPolicy.FAIL;
        String captured = config.connection().database();
        (fail ? StartCheck.unusable(slot, captured) : StartCheck.foreign(slot, captured))
                .ifPresent(
                        reason ->
                                add(
                                        ReplicationOptions.SLOT,
                                        "Cannot use slot " + name + ": " + reason));
        // This connector's own task holds its slot while a new configuration is checked.
        if (slot.activePid() != 0 && !slot.holder().equals(database.applicationName())) {
            add(
                    ReplicationOptions.SLOT,
                    "Cannot use slot "
                            + name
                            + ": process "
                            + slot.activePid()
                            + (slot.holder().isEmpty() ? "" : " (" + slot.holder() + ")")
                            + " is reading from it. Stop that reader, or set slot.name to a slot of"
                            + " this connector's own. If it is this connector under its former"
                            + " topic.prefix, stop it first (PUT /connectors/<name>/stop).");
        }
    }

    private void checkTables(Connection connection, ServerFacts facts) throws SQLException {
        List<Table> captured = TableCatalog.captured(connection, config.capture().tables());
        Optional<Publication> publication =
                Publication.find(connection, config.replication().publication());
        checkTopics(captured);
        checkReadable(captured);
        checkLeaves(TableCatalog.unidentifiedLeaves(connection, captured));
        List<Table> published = TableCatalog.captured(connection, config.publishedTables());
        checkSignalTable(published);
        if (facts.standby()) {
            // Nothing can be made there.
            checkPublished(published, publication);
            return;
        }
        switch (config.replication().publicationAutocreate()) {
            case DISABLED -> checkPublished(published, publication);
            case FILTERED -> checkPublishable(captured, publication, facts);
            case NO_TABLES -> checkMayCreate(publication, facts);
        }
    }

    /** A snapshot reads rows with our user's rights; the log does not ask for any. */
    private void checkReadable(List<Table> captured) {
        Predicate<String> included = config.snapshot().tables();
        List<Table> hidden =
                captured.stream()
                        .filter(table -> included.test(table.label()) && !table.readable())
                        .toList();
        if (config.snapshot().mode() != SnapshotMode.NO_DATA && !hidden.isEmpty()) {
            add(
                    SnapshotOptions.MODE,
                    "Cannot read the rows of "
                            + names(hidden)
                            + ": user "
                            + config.connection().user()
                            + " lacks the right. Run GRANT SELECT ON …, or set snapshot.mode="
                            + "no_data.");
        }
    }

    private void checkLeaves(List<String> leaves) {
        if (!leaves.isEmpty()) {
            add(
                    CaptureOptions.TABLE_INCLUDE,
                    "Cannot publish "
                            + names(leaves.stream())
                            + ": a partition needs a replica identity of its own, else its updates"
                            + " and deletes would fail. Run ALTER TABLE … REPLICA IDENTITY FULL on"
                            + " the partition, or give its root a primary key.");
        }
    }

    /** Signals are inserted rows that the log brings like those of any table. */
    private void checkSignalTable(List<Table> published) {
        String name = config.signals().table();
        Optional<Table> table =
                published.stream().filter(each -> each.label().equals(name)).findFirst();
        if (!name.isEmpty() && (table.isEmpty() || !table.get().identifiesRows())) {
            add(
                    SignalOptions.TABLE,
                    "Cannot read signals from "
                            + name
                            + (table.isEmpty()
                                    ? ": there is no such table"
                                    : ": it has no primary key")
                            + ". Create it with CREATE TABLE "
                            + name
                            + " (id varchar(42) PRIMARY KEY, type varchar(32) NOT NULL, data text),"
                            + " or correct the name.");
        }
    }

    /** Somebody else keeps the publication: what it lacks would be missed without a word. */
    private void checkPublished(List<Table> captured, Optional<Publication> publication) {
        String name = config.replication().publication();
        if (publication.isEmpty()) {
            add(
                    ReplicationOptions.PUBLICATION,
                    "Cannot use publication "
                            + name
                            + ": it does not exist. Create it (on the primary), or set"
                            + " publication.autocreate.mode=filtered.");
            return;
        }
        List<Table> lacking = publication.get().lacking(captured);
        if (!lacking.isEmpty()) {
            add(
                    ReplicationOptions.PUBLICATION,
                    "Cannot capture "
                            + names(lacking)
                            + ": publication "
                            + name
                            + " does not publish it. Run ALTER PUBLICATION … ADD TABLE, narrow"
                            + " table.include.list, or set publication.autocreate.mode=filtered.");
        }
        checkOperations(publication.get());
    }

    private void checkOperations(Publication publication) {
        Set<Operation> lacking = publication.lackingOperations(config.events()::captures);
        if (!lacking.isEmpty()) {
            add(
                    ReplicationOptions.PUBLICATION,
                    "Cannot capture every change: publication "
                            + config.replication().publication()
                            + " does not publish "
                            + lacking.stream()
                                    .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + ". Run ALTER PUBLICATION … SET (publish = 'insert, update, delete,"
                            + " truncate'), or name what is left out in skipped.operations.");
        }
    }

    private void checkPublishable(
            List<Table> captured, Optional<Publication> publication, ServerFacts facts) {
        if (captured.isEmpty()) {
            add(
                    CaptureOptions.TABLE_INCLUDE,
                    cannot(
                            "the include and exclude lists let no table of the database through."
                                    + " Correct them, or create the tables first."));
            return;
        }
        List<Table> added = publication.map(found -> found.lacking(captured)).orElse(captured);
        List<Table> unidentified = added.stream().filter(t -> !t.identifiesRows()).toList();
        if (!unidentified.isEmpty()) {
            add(
                    CaptureOptions.TABLE_INCLUDE,
                    "Cannot publish "
                            + names(unidentified)
                            + ": without a primary key or another replica identity, its updates and"
                            + " deletes would fail. Run ALTER TABLE … REPLICA IDENTITY FULL, or"
                            + " leave it out with table.exclude.list.");
        }
        List<Table> foreign = added.stream().filter(table -> !table.owned()).toList();
        if (!foreign.isEmpty()) {
            add(
                    ReplicationOptions.PUBLICATION_AUTOCREATE,
                    "Cannot publish "
                            + names(foreign)
                            + ": user "
                            + config.connection().user()
                            + " does not own it. Create the publication as the owner and set"
                            + " publication.autocreate.mode=disabled, or grant the user the owner's"
                            + " role.");
        }
        boolean fewer =
                publication
                        .map(found -> found.lackingOperations(config.events()::captures))
                        .filter(lacking -> !lacking.isEmpty())
                        .isPresent();
        if (!added.isEmpty() || fewer) {
            checkMayCreate(publication, facts);
        }
    }

    private void checkMayCreate(Optional<Publication> publication, ServerFacts facts) {
        boolean may = publication.map(Publication::mayAlter).orElse(facts.mayCreate());
        if (!may) {
            add(
                    ReplicationOptions.PUBLICATION_AUTOCREATE,
                    "Cannot create or alter publication "
                            + config.replication().publication()
                            + ": user "
                            + config.connection().user()
                            + (publication.isPresent()
                                    ? " does not own it"
                                    : " may not create objects in the database")
                            + ". Run GRANT CREATE ON DATABASE …, or create the publication as an"
                            + " administrator and set publication.autocreate.mode="
                            + PublicationAutocreate.DISABLED.name().toLowerCase(Locale.ROOT)
                            + ".");
        }
    }

    /** Two tables in one topic would mix their keys. */
    private void checkTopics(List<Table> captured) {
        Topics topics = new Topics(config);
        Map<String, Table> byTopic = new HashMap<>();
        for (Table table : captured) {
            String topic = topics.own(table.schema(), table.name());
            Table other = byTopic.put(topic, table);
            if (other != null) {
                add(
                        CaptureOptions.TABLE_INCLUDE,
                        "Cannot capture "
                                + names(List.of(other, table))
                                + ": both go to topic "
                                + topic
                                + ", since Kafka does not allow every character in a name. Leave"
                                + " one out, or capture it with a connector of its own.");
            }
        }
    }

    private static String names(List<Table> tables) {
        return names(tables.stream().map(Table::label));
    }

    private static String names(Stream<String> labels) {
        List<String> all = labels.toList();
        String first = all.stream().limit(NAMES_IN_A_MESSAGE).collect(Collectors.joining(", "));
        int more = all.size() - NAMES_IN_A_MESSAGE;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
