package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code validate} answers: on which option, and whether it says what to do. */
@ExtendWith(Stack.Shared.class)
class WrongConfigurationIT {

    private static final String PASSWORD = "Secret-0815";

    private static Stack stack;
    private static Capture capture;

    @BeforeAll
    static void prepare(Stack shared) throws Exception {
        stack = shared;
        capture =
                stack.capture(
                        "CREATE TABLE item (id int PRIMARY KEY, name text)",
                        "CREATE TABLE loose (name text)",
                        "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'",
                        "CREATE ROLE stranger LOGIN REPLICATION PASSWORD '" + PASSWORD + "'",
                        "CREATE PUBLICATION few FOR TABLE loose",
                        "CREATE PUBLICATION partial FOR TABLE item WITH (publish = 'insert')",
                        "CREATE SCHEMA trees",
                        "CREATE TABLE trees.tree (id int NOT NULL) PARTITION BY RANGE (id)",
                        "ALTER TABLE trees.tree REPLICA IDENTITY FULL",
                        "CREATE TABLE trees.leaf PARTITION OF trees.tree FOR VALUES FROM (0) TO"
                                + " (9)",
                        "SELECT pg_create_physical_replication_slot('wrong_physical')",
                        "SELECT pg_create_logical_replication_slot('wrong_plugin',"
                                + " 'test_decoding')",
                        "SELECT pg_create_logical_replication_slot('wrong_held', 'pgoutput')");
        stack.postgres.execute(
                "postgres",
                "SELECT pg_create_logical_replication_slot('wrong_database', 'pgoutput')");
    }

    @AfterAll
    static void dropSlots() throws Exception {
        capture.execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                        + " WHERE slot_name LIKE 'wrong_%' AND database = current_database()",
                "SELECT pg_drop_replication_slot('wrong_physical')");
        stack.postgres.execute("postgres", "SELECT pg_drop_replication_slot('wrong_database')");
    }

    /** The complaints about a configuration that is good but for these options. */
    private static Map<String, List<String>> complaints(String... options) {
        Map<String, String> config =
                new TreeMap<>(capture.config("table.include.list", "public\\.item"));
        config.put("name", capture.name);
        config.put("database.password", PASSWORD);
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        Map<String, List<String>> complaints = stack.worker.rest().validate(config);
        assertThat(complaints.toString()).doesNotContain(PASSWORD);
        return complaints;
    }

    /** Checks that one complaint comes, on this option, and says all of this. */
    private static void assertComplaint(
            Map<String, List<String>> complaints, String option, String... words) {
        assertThat(complaints).containsOnlyKeys(option);
        assertThat(complaints.get(option)).hasSize(1);
        assertThat(complaints.get(option).get(0)).contains(words);
    }

    @Test
    void acceptsAGoodConfiguration() {
        assertThat(complaints()).isEmpty();
    }

    @Test
    void namesTheHostThatIsUnknown() {
        assertComplaint(
                complaints("database.hostname", "no-such-host.invalid"),
                "database.hostname",
                "Cannot connect to PostgreSQL",
                "no-such-host.invalid",
                "Check database.hostname and database.port");
    }

    @Test
    void namesThePortThatIsClosed() {
        assertComplaint(
                complaints("database.port", "1"),
                "database.hostname",
                "127.0.0.1:1",
                "Check database.hostname and database.port");
    }

    @Test
    void asksForTheRightPassword() {
        assertComplaint(
                complaints("database.user", "stranger", "database.password", PASSWORD + "x"),
                "database.password",
                "stranger",
                "Correct database.user and database.password");
    }

    @Test
    void asksForAUserThatExists() {
        assertComplaint(
                complaints("database.user", "nobody_at_all"),
                "database.password",
                "nobody_at_all",
                "Correct database.user and database.password");
    }

    @Test
    void namesTheDatabaseThatIsMissing() {
        assertComplaint(
                complaints("database.dbname", "no_such_database"),
                "database.dbname",
                "no_such_database",
                "does not exist",
                "Correct database.dbname");
    }

    @Test
    void asksForALogicalLog() {
        try (PostgresServer physical =
                PostgresServer.builder().setting("wal_level", "replica").start()) {
            assertComplaint(
                    complaints(
                            "database.port",
                            Integer.toString(physical.port()),
                            "database.dbname",
                            "postgres"),
                    "database.hostname",
                    "wal_level is replica",
                    "Set wal_level = logical in postgresql.conf",
                    "restart the server");
        }
    }

    @Test
    void asksForTheReplicationAttribute() {
        assertComplaint(
                complaints("database.user", "reader"),
                "database.user",
                "user reader has no REPLICATION attribute",
                "ALTER ROLE");
    }

    @Test
    void asksForOwnershipOfTheTables() {
        Map<String, List<String>> complaints = complaints("database.user", "stranger");
        assertThat(complaints).containsOnlyKeys("publication.autocreate.mode");
        assertThat(complaints.get("publication.autocreate.mode"))
                .anySatisfy(
                        message ->
                                assertThat(message)
                                        .contains(
                                                "public.item",
                                                "stranger does not own it",
                                                "publication.autocreate.mode=disabled"))
                .anySatisfy(message -> assertThat(message).contains("GRANT CREATE ON DATABASE"));
    }

    @Test
    void namesTheReaderThatHoldsTheSlot() throws Exception {
        try (ForeignReader reader =
                ForeignReader.hold(stack.postgres, capture.name, "wrong_held", "few")) {
            assertThat(reader).isNotNull();
            assertComplaint(
                    complaints("slot.name", "wrong_held"),
                    "slot.name",
                    "wrong_held",
                    "(somebody else) is reading from it",
                    "Stop that reader",
                    "set slot.name");
        }
    }

    @Test
    void refusesTheSlotOfAnotherPlugin() {
        assertComplaint(
                complaints("slot.name", "wrong_plugin"),
                "slot.name",
                "test_decoding",
                "not with pgoutput",
                "Set slot.name to another name");
    }

    @Test
    void refusesAPhysicalSlot() {
        assertComplaint(
                complaints("slot.name", "wrong_physical"),
                "slot.name",
                "it is a physical slot",
                "Set slot.name to another name");
    }

    @Test
    void refusesTheSlotOfAnotherDatabase() {
        assertComplaint(
                complaints("slot.name", "wrong_database"),
                "slot.name",
                "it belongs to database postgres, not to " + capture.name,
                "Set slot.name to another name");
    }

    @Test
    void refusesASlotNameThatTheServerWouldRefuse() {
        assertComplaint(
                complaints("slot.name", "Not-Good"),
                "slot.name",
                "lower-case letters, digits and underscores");
    }

    @Test
    void missesThePublication() {
        assertComplaint(
                complaints("publication.name", "absent", "publication.autocreate.mode", "disabled"),
                "publication.name",
                "absent",
                "does not exist",
                "Create it, or set publication.autocreate.mode=filtered");
    }

    @Test
    void missesTheTableInThePublication() {
        assertComplaint(
                complaints("publication.name", "few", "publication.autocreate.mode", "disabled"),
                "publication.name",
                "public.item",
                "publication few does not publish it",
                "ALTER PUBLICATION");
    }

    @Test
    void refusesToPublishAllTables() {
        assertComplaint(
                complaints("publication.autocreate.mode", "all_tables"),
                "publication.autocreate.mode",
                "makes UPDATE and DELETE fail",
                "use filtered");
    }

    @Test
    void asksForAReplicaIdentity() {
        assertComplaint(
                complaints("table.include.list", "public\\..*"),
                "table.include.list",
                "public.loose",
                "REPLICA IDENTITY FULL",
                "table.exclude.list");
    }

    @Test
    void missesATableToCapture() {
        assertComplaint(
                complaints("table.include.list", "public\\.itm"),
                "table.include.list",
                "no table",
                "Correct them, or create the tables first");
    }

    @Test
    void showsWhereAnExpressionIsWrong() {
        for (String option :
                List.of("table.include.list", "column.exclude.list", "schema.include.list")) {
            assertComplaint(
                    complaints(option, "public\\.(item"),
                    option,
                    "Unclosed group",
                    "public\\.(item",
                    "escaped with a backslash");
        }
    }

    @Test
    void refusesTwoListsForOneThing() {
        assertComplaint(
                complaints("table.exclude.list", "public\\.loose"),
                "table.exclude.list",
                "together with table.include.list",
                "Remove one of them");
    }

    @Test
    void refusesATopicPrefixThatKafkaWouldRefuse() {
        for (String prefix : List.of("my shop", "ümlaut", "")) {
            assertComplaint(
                    complaints("topic.prefix", prefix),
                    "topic.prefix",
                    "letters, digits, dots, underscores and hyphens");
        }
    }

    @Test
    void reportsEverythingAtOnce() {
        Map<String, List<String>> complaints =
                complaints(
                        "topic.prefix", "my shop",
                        "slot.name", "Not-Good",
                        "max.batch.size", "0",
                        "heartbeat.interval.ms", "often");
        assertThat(complaints)
                .containsOnlyKeys(
                        "topic.prefix", "slot.name", "max.batch.size", "heartbeat.interval.ms");
    }

    @Test
    void reportsEverythingThatTheServerMakesWrongAtOnce() {
        assertThat(complaints("slot.name", "wrong_plugin", "table.include.list", "public\\.loose"))
                .containsOnlyKeys("slot.name", "table.include.list");
    }

    @Test
    void saysWhatAPublicationLeavesOut() {
        assertThat(
                        complaints(
                                "publication.name", "partial",
                                "publication.autocreate.mode", "disabled"))
                .hasEntrySatisfying(
                        "publication.name",
                        messages ->
                                assertThat(messages.get(0))
                                        .contains(
                                                "does not publish update, delete.",
                                                "SET (publish"));
        assertThat(complaints("publication.name", "partial", "skipped.operations", "u,d,t"))
                .isEmpty();
    }

    @Test
    void saysThatAPartitionNeedsAnIdentityOfItsOwn() {
        assertThat(complaints("table.include.list", "trees\\.tree"))
                .hasEntrySatisfying(
                        "table.include.list",
                        messages ->
                                assertThat(messages.get(0))
                                        .contains("Cannot publish trees.leaf", "REPLICA IDENTITY"));
    }
}
