package dev.lockstep.source.postgres.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.event.Lsn;
import dev.lockstep.event.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PostgresSourceConfigTest {

    /** A value that is not the default, and what the accessor of the option makes of it. */
    private record Reading(
            String value, Function<PostgresSourceConfig, Object> accessor, Object expected) {}

    private static final Map<String, Reading> READINGS =
            Map.ofEntries(
                    of("database.hostname", "::1", c -> c.connection().hostname(), "::1"),
                    of("database.port", "6432", c -> c.connection().port(), 6432),
                    of("database.dbname", "crm", c -> c.connection().database(), "crm"),
                    of("database.user", "cdc", c -> c.connection().user(), "cdc"),
                    of("database.password", "pw", driver("password"), "pw"),
                    of("database.sslmode", "verify-full", driver("sslmode"), "verify-full"),
                    of("database.sslrootcert", "/tls/ca", driver("sslrootcert"), "/tls/ca"),
                    of("database.sslcert", "/tls/crt", driver("sslcert"), "/tls/crt"),
                    of("database.sslkey", "/tls/key", driver("sslkey"), "/tls/key"),
                    of("database.sslpassword", "kp", driver("sslpassword"), "kp"),
                    of(
                            "database.connect.timeout.ms",
                            "2500",
                            c -> c.connection().connectTimeout(),
                            Duration.ofMillis(2500)),
                    of("database.tcpKeepAlive", "false", driver("tcpKeepAlive"), "false"),
                    of("slot.name", "mine", c -> c.replication().slot(), "mine"),
                    of("slot.failover", "true", c -> c.replication().slotFailover(), true),
                    of("stream.binary", "off", c -> c.replication().binaryStream(), false),
                    of(
                            "gap.policy",
                            "Warn",
                            c -> c.replication().gapPolicy(),
                            ReplicationOptions.GapPolicy.WARN),
                    of(
                            "start.position",
                            "0/10",
                            c -> c.replication().startPosition(),
                            new StartPosition.AtLsn(new Lsn(16))),
                    of(
                            "kafka.transaction.max.rows",
                            "7",
                            c -> c.streaming().transactionMaxRows(),
                            7),
                    of(
                            "kafka.transaction.max.ms",
                            "8",
                            c -> c.streaming().transactionMaxTime(),
                            Duration.ofMillis(8)),
                    of("slot.max.retries", "9", c -> c.replication().slotMaxRetries(), 9),
                    of(
                            "slot.retry.delay.ms",
                            "70",
                            c -> c.replication().slotRetryDelay(),
                            Duration.ofMillis(70)),
                    of("publication.name", "pub", c -> c.replication().publication(), "pub"),
                    of(
                            "publication.autocreate.mode",
                            "No_Tables",
                            c -> c.replication().publicationAutocreate(),
                            ReplicationOptions.PublicationAutocreate.NO_TABLES),
                    of(
                            "publish.via.partition.root",
                            "true",
                            c -> c.replication().viaPartitionRoot(),
                            true),
                    of(
                            "publication.column.lists",
                            "true",
                            c -> c.replication().columnLists(),
                            true),
                    of("plugin.name", "PGOUTPUT", c -> c.getString("plugin.name"), "PGOUTPUT"),
                    of(
                            "status.update.interval.ms",
                            "1500",
                            c -> c.replication().statusInterval(),
                            Duration.ofMillis(1500)),
                    of("schema.include.list", "s", tables("s.t", "u.t"), "true false"),
                    of("schema.exclude.list", "s", tables("s.t", "u.t"), "false true"),
                    of("table.include.list", "s.t", tables("s.t", "s.u"), "true false"),
                    of("table.exclude.list", "s.t", tables("s.t", "s.u"), "false true"),
                    of(
                            "column.include.list",
                            "s.t.a",
                            c -> c.capture().columns().test("s.t.b"),
                            false),
                    of(
                            "column.exclude.list",
                            "s.t.a",
                            c -> c.capture().columns().test("s.t.a"),
                            false),
                    of(
                            "message.prefix.include.list",
                            "audit",
                            c -> c.capture().messagePrefixes().test("other"),
                            false),
                    of(
                            "message.prefix.exclude.list",
                            "audit",
                            c -> c.capture().messagePrefixes().test("audit"),
                            false),
                    of(
                            "message.key.columns",
                            "s.t:a,b",
                            c -> c.capture().keyColumns().of("s", "t"),
                            Optional.of(List.of("a", "b"))),
                    of("topic.prefix", "crm", c -> c.events().topicPrefix(), "crm"),
                    of("topic.delimiter", "_", c -> c.events().topicDelimiter(), "_"),
                    of("tombstones.on.delete", "false", c -> c.events().tombstones(), false),
                    of(
                            "operations",
                            "INSERT, modify",
                            c -> captured(c),
                            Set.of(Operation.INSERT, Operation.UPDATE)),
                    of(
                            "skipped.operations",
                            "u, d, m",
                            c -> captured(c),
                            Set.of(Operation.INSERT, Operation.READ, Operation.TRUNCATE)),
                    of("image", "Keys_Only", c -> c.events().image(), ImageMode.KEYS_ONLY),
                    of(
                            "provide.transaction.metadata",
                            "true",
                            c -> c.events().transactionMetadata(),
                            true),
                    of("topic.transaction", "tx", c -> c.topics().transaction(), "shop.tx"),
                    of("topic.mode", "LOG", c -> c.topics().isLog(), true),
                    of("topic.log", "all", c -> c.topics().log(), "shop.all"),
                    of("topic.name.format", "${table}", c -> c.topics().nameFormat(), "${table}"),
                    of("topic.key.field.name", "t", c -> c.topics().keyField(), Optional.of("t")),
                    of(
                            "topic.key.enforce.uniqueness",
                            "false",
                            c -> c.topics().keyField(),
                            Optional.empty()),
                    of("signal.enabled.channels", "source", c -> c.signals().usesTopic(), false),
                    of("signal.data.collection", "s.t", c -> c.signals().table(), "s.t"),
                    of("signal.kafka.topic", "sig", c -> c.signals().topic(), "sig"),
                    of(
                            "signal.kafka.bootstrap.servers",
                            "k:1",
                            c -> c.signals().consumerProperties().get("bootstrap.servers"),
                            "k:1"),
                    of(
                            "signal.kafka.groupId",
                            "g",
                            c -> c.signals().consumerProperties().get("group.id"),
                            "g"),
                    of("incremental.snapshot.chunk.size", "7", c -> c.signals().chunkSize(), 7),
                    of(
                            "notification.enabled.channels",
                            "log",
                            c -> c.signals().notifiesLog(),
                            true),
                    of(
                            "notification.sink.topic.name",
                            "news",
                            c -> c.signals().notificationTopic(),
                            "news"),
                    of("unavailable.policy", "Reselect", c -> c.events().reselects(), true),
                    of("errors.policy", "Topic", c -> c.events().divertsErrors(), true),
                    of("errors.topic", "bad", c -> c.topics().errors(), "bad"),
                    of("snapshot.mode", "NEVER", c -> c.snapshot().mode(), SnapshotMode.NO_DATA),
                    of("snapshot.max.threads", "3", c -> c.snapshot().threads(), 3),
                    of(
                            "snapshot.include.collection.list",
                            "S\\.t",
                            c -> c.snapshot().tables().test("s.t"),
                            true),
                    of(
                            "snapshot.select.statement.overrides",
                            " , ",
                            c -> c.snapshot().statements(),
                            Map.of()),
                    of(
                            "schema.change.topic",
                            "ddl",
                            c -> c.topics().schemaChanges(),
                            Optional.of("ddl")),
                    of(
                            "heartbeat.interval.ms",
                            "250",
                            c -> c.events().heartbeatInterval(),
                            Duration.ofMillis(250)),
                    of("topic.heartbeat.prefix", "hb", c -> c.events().heartbeatTopic(), "hb.shop"),
                    of(
                            "decimal.handling.mode",
                            "String",
                            c -> c.types().decimalMode(),
                            DecimalMode.STRING),
                    of(
                            "time.precision.mode",
                            "connect",
                            c -> c.types().timePrecisionMode(),
                            TimePrecisionMode.CONNECT),
                    of(
                            "binary.handling.mode",
                            "base64-url-safe",
                            c -> c.types().binaryMode(),
                            BinaryMode.BASE64_URL_SAFE),
                    of(
                            "column.propagate.source.type",
                            "public\\..*\\.c",
                            c -> c.propagatedTypes().includes("public", "t", "C", "text"),
                            true),
                    of(
                            "datatype.propagate.source.type",
                            "public\\..*\\.text",
                            c -> c.propagatedTypes().includes("public", "t", "C", "text"),
                            true),
                    of("hstore.handling.mode", "map", c -> c.types().hstoreMode(), HstoreMode.MAP),
                    of(
                            "interval.handling.mode",
                            "string",
                            c -> c.types().intervalMode(),
                            IntervalMode.STRING),
                    of("money.fraction.digits", "0", c -> c.types().moneyFractionDigits(), 0),
                    of(
                            "unavailable.value.placeholder",
                            "?",
                            c -> c.types().unavailablePlaceholder(),
                            "?"),
                    of("max.batch.size", "7", c -> c.streaming().maxBatchSize(), 7),
                    of("max.queue.size", "4096", c -> c.streaming().maxQueueSize(), 4096),
                    of(
                            "max.queue.size.in.bytes",
                            "0",
                            c -> c.streaming().maxQueueBytes(),
                            Long.MAX_VALUE),
                    of(
                            "poll.interval.ms",
                            "20",
                            c -> c.streaming().pollInterval(),
                            Duration.ofMillis(20)),
                    of("errors.max.retries", "3", c -> c.streaming().maxRetries(), 3),
                    of(
                            "errors.retry.delay.initial.ms",
                            "5",
                            c -> c.streaming().initialRetryDelay(),
                            Duration.ofMillis(5)),
                    of(
                            "errors.retry.delay.max.ms",
                            "6",
                            c -> c.streaming().maxRetryDelay(),
                            Duration.ofMillis(6)));

    /** Neither is valid alone. */
    private static final Set<String> PAIR = Set.of("topic.regex", "topic.replacement");

    private static Map.Entry<String, Reading> of(
            String key,
            String value,
            Function<PostgresSourceConfig, Object> accessor,
            Object expected) {
        return entry(key, new Reading(value, accessor, expected));
    }

    private static Function<PostgresSourceConfig, Object> driver(String property) {
        return config -> config.connection().driverProperties().getProperty(property);
    }

    /** Whether two tables, written as schema.table, are captured. */
    private static Function<PostgresSourceConfig, Object> tables(String one, String other) {
        return config -> captures(config, one) + " " + captures(config, other);
    }

    private static Set<Operation> captured(PostgresSourceConfig config) {
        return Arrays.stream(Operation.values())
                .filter(config.events()::captures)
                .collect(Collectors.toSet());
    }

    private static boolean captures(PostgresSourceConfig config, String name) {
        String[] parts = name.split("\\.", 2);
        return config.capture().tables().includes(parts[0], parts[1]);
    }

    @Test
    void keepsItsDefaults() {
        Map<String, Object> defaults =
                new TreeMap<>(PostgresSourceConfig.definition().defaultValues());
        assertThat(defaults.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()))
                .containsExactly(
                        "binary.handling.mode=bytes",
                        "column.exclude.list=",
                        "column.include.list=",
                        "column.propagate.source.type=",
                        "database.connect.timeout.ms=10000",
                        "database.password=[hidden]",
                        "database.port=5432",
                        "database.sslcert=null",
                        "database.sslkey=null",
                        "database.sslmode=prefer",
                        "database.sslpassword=null",
                        "database.sslrootcert=null",
                        "database.tcpKeepAlive=true",
                        "datatype.propagate.source.type=",
                        "decimal.handling.mode=precise",
                        "errors.max.retries=-1",
                        "errors.policy=fail",
                        "errors.retry.delay.initial.ms=300",
                        "errors.retry.delay.max.ms=10000",
                        "errors.topic=",
                        "gap.policy=fail",
                        "heartbeat.interval.ms=10000",
                        "hstore.handling.mode=json",
                        "image=new_and_old",
                        "incremental.snapshot.chunk.size=1024",
                        "interval.handling.mode=numeric",
                        "kafka.transaction.max.ms=100",
                        "kafka.transaction.max.rows=10000",
                        "max.batch.size=2048",
                        "max.queue.size=8192",
                        "max.queue.size.in.bytes=33554432",
                        "message.key.columns=",
                        "message.prefix.exclude.list=",
                        "message.prefix.include.list=",
                        "money.fraction.digits=2",
                        "notification.enabled.channels=[]",
                        "notification.sink.topic.name=",
                        "operations=",
                        "plugin.name=pgoutput",
                        "poll.interval.ms=500",
                        "provide.transaction.metadata=false",
                        "publication.autocreate.mode=filtered",
                        "publication.column.lists=false",
                        "publication.name=lockstep_publication",
                        "publish.via.partition.root=false",
                        "schema.change.topic=",
                        "schema.exclude.list=",
                        "schema.include.list=",
                        "signal.data.collection=",
                        "signal.enabled.channels=[source]",
                        "signal.kafka.bootstrap.servers=",
                        "signal.kafka.groupId=",
                        "signal.kafka.topic=",
                        "skipped.operations=t",
                        "slot.failover=false",
                        "slot.max.retries=6",
                        "slot.name=lockstep",
                        "slot.retry.delay.ms=10000",
                        "snapshot.include.collection.list=",
                        "snapshot.max.threads=2",
                        "snapshot.mode=initial",
                        "snapshot.select.statement.overrides=",
                        "start.position=snapshot",
                        "status.update.interval.ms=10000",
                        "stream.binary=auto",
                        "table.exclude.list=",
                        "table.include.list=",
                        "time.precision.mode=adaptive",
                        "tombstones.on.delete=true",
                        "topic.delimiter=.",
                        "topic.heartbeat.prefix=__debezium-heartbeat",
                        "topic.key.enforce.uniqueness=true",
                        "topic.key.field.name=__dbz__physicalTableIdentifier",
                        "topic.log=log",
                        "topic.mode=table",
                        "topic.name.format=",
                        "topic.regex=",
                        "topic.replacement=",
                        "topic.transaction=transaction",
                        "unavailable.policy=placeholder",
                        "unavailable.value.placeholder=__debezium_unavailable_value");
    }

    @Test
    void readsTheDefaultsOfTypesAsTheirConstantHasThem() {
        assertThat(Options.config().types()).isEqualTo(TypeOptions.DEFAULTS);
    }

    @Test
    void coversEveryOptionBelow() {
        Set<String> covered = new TreeSet<>(READINGS.keySet());
        covered.addAll(PAIR);
        assertThat(covered).isEqualTo(PostgresSourceConfig.definition().names());
    }

    @Test
    void readsBothOptionsOfAPair() {
        TopicOptions topics =
                Options.config("topic.regex", " a(.) ", "topic.replacement", "$1").topics();
        assertThat(topics.regex().orElseThrow().pattern()).isEqualTo("a(.)");
        assertThat(topics.replacement()).isEqualTo("$1");
    }

    @TestFactory
    List<DynamicTest> readsEveryOptionBack() {
        ConfigDef definition = PostgresSourceConfig.definition();
        return READINGS.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () -> checkReading(definition, entry.getKey())))
                .toList();
    }

    private static void checkReading(ConfigDef definition, String key) {
        Reading reading = READINGS.get(key);
        assertThat(reading.value())
                .isNotEqualTo(String.valueOf(definition.configKeys().get(key).defaultValue));
        assertThat(reading.accessor().apply(Options.config(key, reading.value())))
                .isEqualTo(reading.expected());
    }
}
