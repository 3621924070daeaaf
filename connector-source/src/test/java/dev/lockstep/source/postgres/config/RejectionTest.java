package dev.lockstep.source.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTest {

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    database.hostname             | ''          | String must be non-empty
                    database.port                 | 0           | Value must be at least 1
                    database.port                 | 65536       | Value must be no more than 65535
                    database.port                 | five        | Not a number of type INT
                    database.dbname               | ''          | String must be non-empty
                    database.user                 | ''          | String must be non-empty
                    database.sslmode              | on          | it must be one of disable, allow, prefer, require, verify-ca, verify-full
                    database.connect.timeout.ms   | 999         | Value must be at least 1000
                    database.connect.timeout.ms   | 3600001     | Value must be no more than 3600000
                    database.tcpKeepAlive         | maybe       | Expected value to be either true or false
                    slot.name                     | My-Slot     | PostgreSQL allows 1 to 63 lower-case letters, digits and underscores here
                    slot.name                     | ''          | PostgreSQL allows 1 to 63 lower-case letters, digits and underscores here
                    slot.max.retries              | -1          | Value must be at least 0
                    slot.retry.delay.ms           | 0           | Value must be at least 1
                    slot.retry.delay.ms           | 3600001     | Value must be no more than 3600000
                    publication.name              | ''          | String must be non-empty
                    publication.autocreate.mode   | all_tables  | a publication FOR ALL TABLES makes UPDATE and DELETE fail on every table without a replica identity
                    publication.autocreate.mode   | always      | it must be one of filtered, no_tables, disabled
                    publish.via.partition.root    | maybe       | Expected value to be either true or false
                    plugin.name                   | decoderbufs | it must be one of pgoutput
                    start.position                | yesterday   | it must be snapshot, current, earliest, an LSN (0/16B3748 or a number), or an ISO time
                    start.position                | 2026-13-01T00:00:00Z | it must be snapshot, current, earliest, an LSN
                    start.position                | 0/XYZ       | it must be snapshot, current, earliest, an LSN
                    gap.policy                    | ignore      | it must be one of fail, snapshot, warn
                    publication.column.lists      | maybe       | Expected value to be either true or false
                    slot.failover                 | maybe       | Expected value to be either true or false
                    kafka.transaction.max.rows    | 0           | Value must be at least 1
                    kafka.transaction.max.ms      | -1          | Value must be at least 0
                    stream.binary                 | on          | it must be one of auto, off
                    status.update.interval.ms     | 99          | Value must be at least 100
                    status.update.interval.ms     | 60001       | Value must be no more than 60000
                    schema.include.list           | (           | Unclosed group near index 1 of (
                    schema.exclude.list           | a,[b        | Unclosed character class near index 1 of [b
                    table.include.list            | *           | Dangling meta character '*' near index 0 of *
                    table.exclude.list            | a{          | Illegal repetition near index
                    column.include.list           | (           | Unclosed group near index 1 of (
                    column.exclude.list           | (           | Unclosed group near index 1 of (
                    message.prefix.include.list   | (           | Unclosed group near index 1 of (
                    message.prefix.exclude.list   | (           | Unclosed group near index 1 of (
                    message.key.columns           | public.a    | each entry reads schema.table:column,column, but one names no table
                    message.key.columns           | :id         | each entry reads schema.table:column,column, but one names no table
                    message.key.columns           | public.a:   | an entry has an empty column name
                    message.key.columns           | public.a:x, | an entry has an empty column name
                    message.key.columns           | (:id        | Unclosed group
                    topic.prefix                  | my topic    | topic names consist of letters, digits, dots, underscores and hyphens
                    topic.prefix                  | ''          | topic names consist of letters, digits, dots, underscores and hyphens
                    topic.delimiter               | /           | topic names consist of letters, digits, dots, underscores and hyphens
                    topic.heartbeat.prefix        | a b         | topic names consist of letters, digits, dots, underscores and hyphens
                    topic.transaction             | a b         | topic names consist of letters, digits, dots, underscores and hyphens
                    provide.transaction.metadata  | maybe       | Expected value to be either true or false
                    tombstones.on.delete          | maybe       | Expected value to be either true or false
                    skipped.operations            | c,x         | Cannot parse the operation
                    skipped.operations            | none,c      | Cannot parse the operation
                    skipped.operations            | ''          | Cannot parse the operation
                    operations                    | insert,x    | Cannot parse the operation
                    image                         | full        | it must be one of new_and_old, new, old, keys_only
                    topic.mode                    | single      | it must be one of table, log
                    topic.log                     | a b         | topic names consist of letters
                    topic.name.format             | ${schema}   | it must contain ${table}
                    topic.name.format             | ${table} ${x} | it must contain ${table}
                    topic.key.field.name          | ''          | String must be non-empty
                    topic.key.enforce.uniqueness  | maybe       | Expected value to be either true or false
                    topic.regex                   | (           | Unclosed group near index 1
                    errors.policy                 | skip        | it must be one of fail, topic
                    errors.topic                  | a b         | topic names consist of letters
                    snapshot.mode                 | sometimes   | it must be one of initial, initial_only, always, when_needed, no_data, never
                    snapshot.max.threads          | 0           | Value must be at least 1
                    snapshot.include.collection.list | (        | Unclosed group
                    snapshot.select.statement.overrides | orders | each entry is a name as schema.table
                    schema.change.topic           | a b         | topic names consist of letters
                    heartbeat.interval.ms         | -1          | Value must be at least 0
                    decimal.handling.mode         | float       | it must be one of precise, double, string
                    time.precision.mode           | seconds     | it must be one of adaptive, adaptive_time_microseconds, connect, isostring, microseconds, nanoseconds
                    binary.handling.mode          | octal       | it must be one of bytes, base64, base64-url-safe, hex
                    hstore.handling.mode          | list        | it must be one of json, map
                    interval.handling.mode        | iso         | it must be one of numeric, string
                    money.fraction.digits         | 19          | Value must be no more than 18
                    max.batch.size                | 0           | Value must be at least 1
                    max.queue.size                | 0           | Value must be at least 1
                    max.queue.size.in.bytes       | -1          | Value must be at least 0
                    poll.interval.ms              | 0           | Value must be at least 1
                    poll.interval.ms              | 3600001     | Value must be no more than 3600000
                    errors.max.retries            | -2          | Value must be at least -1
                    errors.retry.delay.initial.ms | 0           | Value must be at least 1
                    errors.retry.delay.max.ms     | 3600001     | Value must be no more than 3600000
                    """)
    void namesTheOptionAndWhatIsWrongWithIt(String key, String value, String cause) {
        assertThatThrownBy(() -> Options.config(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(cause);
    }

    @ParameterizedTest
    @CsvSource({"database.hostname", "database.user", "database.dbname", "topic.prefix"})
    void asksForWhatHasNoDefault(String key) {
        Map<String, String> properties = Options.with();
        properties.remove(key);
        assertThatThrownBy(() -> new PostgresSourceConfig(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Missing required configuration \""
                                + key
                                + "\" which has no default value.");
    }

    @ParameterizedTest
    @CsvSource({
        "a, '', topic.replacement, alone",
        "'', a, topic.regex, alone",
        "a(.), $2, topic.replacement, No group 2",
        "a, x$, topic.replacement, Illegal group reference"
    })
    void wantsAnExpressionAndItsReplacement(
            String regex, String replacement, String option, String cause) {
        assertThat(
                        PostgresSourceConfig.problems(
                                Options.with(
                                        "topic.regex", regex, "topic.replacement", replacement)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.option()).isEqualTo(option))
                .satisfies(problem -> assertThat(problem.message()).contains(cause));
    }

    @Test
    void letsOneListOfOperationsDecide() {
        assertThat(
                        PostgresSourceConfig.problems(
                                Options.with("operations", "insert", "skipped.operations", "t")))
                .containsExactly(
                        new Problem(
                                "operations",
                                "Cannot use operations together with skipped.operations: one list"
                                        + " decides. Remove one of them."));
        assertThat(PostgresSourceConfig.problems(Options.with("operations", "insert"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "schema.include.list, schema.exclude.list",
        "table.include.list, table.exclude.list",
        "column.include.list, column.exclude.list",
        "message.prefix.include.list, message.prefix.exclude.list",
    })
    void letsOneListDecide(String include, String exclude) {
        Map<String, String> properties = Options.with(include, "a", exclude, "b");
        String message =
                "Cannot use "
                        + exclude
                        + " together with "
                        + include
                        + ": one list decides. Remove one of them.";
        assertThat(PostgresSourceConfig.problems(properties))
                .containsExactly(new Problem(exclude, message));
        assertThatThrownBy(() -> new PostgresSourceConfig(properties)).hasMessage(message);
    }

    @Test
    void wantsAQueueThatFillsABatch() {
        Map<String, String> properties =
                Options.with("max.queue.size", "10", "max.batch.size", "11");
        assertThat(PostgresSourceConfig.problems(properties))
                .containsExactly(
                        new Problem(
                                "max.queue.size",
                                "Cannot fill a batch of 11 from a queue of 10. Set max.queue.size"
                                        + " to at least max.batch.size."));
    }

    @Test
    void refusesASocketFactoryThatItWouldPassOver() {
        assertThat(PostgresSourceConfig.problems(Options.with("driver.socketFactory", "x.Y")))
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("Cannot use driver.socketFactory: ");
    }

    @Test
    void reportsEveryProblemBetweenOptionsAtOnce() {
        Map<String, String> properties =
                Options.with(
                        "max.queue.size", "1",
                        "table.include.list", "a",
                        "table.exclude.list", "b",
                        "column.include.list", "a",
                        "column.exclude.list", "b");
        assertThat(PostgresSourceConfig.problems(properties))
                .extracting(Problem::option)
                .containsExactly("table.exclude.list", "column.exclude.list", "max.queue.size");
    }

    @Test
    void findsNothingWrongWithTheLeastThatIsRequired() {
        assertThat(PostgresSourceConfig.problems(Options.with())).isEmpty();
    }

    /** A JSON null reaches the validators as null. */
    @Test
    void survivesANullInEveryOption() {
        for (String key : PostgresSourceConfig.definition().names()) {
            Map<String, String> properties = new HashMap<>(Options.with());
            properties.put(key, null);
            List<ConfigValue> values = PostgresSourceConfig.definition().validate(properties);
            assertThat(values).extracting(ConfigValue::name).contains(key);
        }
    }
}
