package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands about topics, on a broker that they share. */
class TopicCommandsTest {

    private static final String TOPIC = "shop.public.orders";
    private static final long FIRST_TIME = 1_700_000_000_000L;
    private static final int EVENTS = 300;

    private static final List<Future<RecordMetadata>> SENT = new ArrayList<>();

    private static KafkaBroker kafka;

    @BeforeAll
    static void fill() throws Exception {
        kafka = KafkaBroker.builder().quickStart().start();
        StringSerializer text = new StringSerializer();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()), text, text)) {
            for (int i = 1; i <= EVENTS; i++) {
                send(producer, TOPIC, i, "{\"id\":" + i + "}", event(i));
                if (i % 10 == 0) {
                    send(producer, TOPIC, i, "{\"id\":" + i + "}", null);
                }
            }
            send(
                    producer,
                    "shop.with-schema",
                    1,
                    null,
                    "{\"schema\":{\"type\":\"struct\"},\"payload\":" + event(7) + "}");
            for (int i = 1; i <= 20; i++) {
                send(producer, "trimmed", i, "{\"id\":" + i + "}", event(i));
            }
            send(producer, "avro", 1, null, "\u0000\u0001");
            for (Future<RecordMetadata> sent : SENT) {
                sent.get();
            }
        }
    }

    /** Every tenth is a delete. */
    private static String event(int i) {
        String row = "{\"id\":" + i + ",\"total\":" + i + ".50}";
        boolean delete = i % 10 == 0;
        return "{\"op\":\""
                + (delete ? "d" : "c")
                + "\",\"before\":"
                + (delete ? row : "null")
                + ",\"after\":"
                + (delete ? "null" : row)
                + ",\"source\":{\"schema\":\"public\",\"table\":\"orders\",\"commit_lsn\":"
                + i * 256
                + ",\"ordinal\":1,\"ts_ms\":"
                + FIRST_TIME
                + "}}";
    }

    private static void send(
            KafkaProducer<String, String> producer, String topic, int i, String key, String value) {
        SENT.add(
                producer.send(new ProducerRecord<>(topic, 0, FIRST_TIME + i * 1_000L, key, value)));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void printsALineForEachEvent() {
        Run run = tail("--topic", TOPIC, "--from", "beginning", "--max-events", "2").succeeds();
        assertThat(run.out().lines())
                .containsExactly(
                        "0/100:1         INSERT   orders 1             total=1.50 ",
                        "0/200:1         INSERT   orders 2             total=2.50 ");
    }

    @Test
    void startsAtAPlaceOfTheSource() {
        assertThat(places("--from", "0/FB01", "--until", "0/FE00"))
                .containsExactly("0/FC00:1", "0/FD00:1");
    }

    @Test
    void startsAtATime() {
        assertThat(places("--from", "2023-11-14T22:16:40.001Z", "--max-events", "1"))
                .containsExactly("0/C900:1");
    }

    @Test
    void endsWhereTheTopicEnds() {
        assertThat(places("--from", "beginning", "--until", "now")).hasSize(EVENTS);
        assertThat(places("--from", "now", "--until", "now")).isEmpty();
    }

    @Test
    void choosesByTableAndOperation() {
        Run run =
                tail(
                                "--topics-regex",
                                "shop\\.public\\..*",
                                "--from",
                                "beginning",
                                "--until",
                                "now",
                                "--operation",
                                "REMOVE",
                                "--entity",
                                "public.orders",
                                "--output",
                                "json")
                        .succeeds();
        assertThat(run.out()).hasLineCount(EVENTS / 10);
        assertThat(run.out().lines().findFirst())
                .hasValue(
                        "{\"topic\":\"shop.public.orders\",\"partition\":0,\"offset\":9,"
                                + "\"place\":\"0/A00:1\",\"key\":{\"id\":10},\"value\":"
                                + event(10)
                                + "}");
        assertThat(places("--from", "beginning", "--until", "now", "--entity", "items")).isEmpty();
    }

    @Test
    void readsEventsWithTheirSchemas() {
        assertThat(
                        tail("--topic", "shop.with-schema", "--from", "beginning", "--until", "now")
                                .out())
                .contains("0/700:1", "INSERT");
    }

    @Test
    void saysWhatItCannotRead() {
        Run run = tail("--topic", "avro", "--from", "beginning", "--until", "now");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        "lockstep: Topic avro holds records that are not JSON; they are left"
                                + " out.\n");
    }

    @Test
    void saysWhatIsMissing() {
        tail("--topic", "nobodys").fails("Cannot find topic nobodys");
        tail("--topics-regex", "no.*").fails("none match", TOPIC);
        tail("--topic", TOPIC, "--connector", "c", "--connect-url", "http://127.0.0.1:1")
                .fails("Cannot reach Kafka Connect");
        Run.of("tail", "--topic", TOPIC, "--bootstrap-servers", "nowhere.invalid:1")
                .fails("Cannot connect to Kafka (nowhere.invalid:1)", "--bootstrap-servers");
        Run.of("tail", "--topic", TOPIC).fails("no broker is named");
        tail("--topic", TOPIC, "--filter", "op == 'c'", "--plugin-path", "src")
                .fails("transforms' archive is not in src");
        assertThat(tail().exitCode()).isEqualTo(2);
        assertThat(tail("--topic", TOPIC, "--operation", "x").err()).contains("c (INSERT, CREATE)");
    }

    @Test
    void showWhatTopicsHold() throws Exception {
        JsonNode log =
                log("status", "--topic", TOPIC + ",avro", "--output", "json").succeeds().json();
        assertThat(log.findValuesAsText("topic")).containsExactly("avro", TOPIC);
        assertThat(log.path(0).path("oldest_lsn").isNull()).isTrue();
        JsonNode orders = log.path(1);
        assertThat(orders.path("oldest_lsn").asText()).isEqualTo("0/100");
        assertThat(orders.path("newest_lsn").asText()).isEqualTo("0/12C00");
        assertThat(orders.path("records").asLong()).isEqualTo(EVENTS + EVENTS / 10);
        assertThat(orders.path("size_bytes").asLong()).isPositive();
        assertThat(orders.path("cleanup_policy").asText()).isEqualTo("delete");
        assertThat(log("status", "--topics-regex", ".*orders").succeeds().out())
                .contains("OLDEST", "0/100", "7 d 0 h", "any size");
    }

    @Test
    void trimWhatNobodyNeeds() throws Exception {
        store("slow", 4);
        String[] trim = {"trim", "--topic", "trimmed", "--before-lsn", "0/B00"};
        log(trim).fails("consumer group slow has yet to read", "--force");
        store("slow", 10);
        assertThat(log("trim", "--topic", "trimmed", "--before-lsn", "0/B00", "--dry-run").out())
                .contains("WOULD GO", "10");
        assertThat(oldest()).isEqualTo("0/100");
        assertThat(log(trim).succeeds().out()).contains("DELETED", "10");
        assertThat(oldest()).isEqualTo("0/B00");
        assertThat(log(trim).succeeds().out()).isEqualTo("There is nothing before 0/B00.\n");
    }

    private static String oldest() throws Exception {
        return log("status", "--topic", "trimmed", "--output", "json")
                .json()
                .path(0)
                .path("oldest_lsn")
                .asText();
    }

    private static void store(String group, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            group,
                            Map.of(new TopicPartition("trimmed", 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static Run log(String... more) {
        return run("log", more);
    }

    private static List<String> places(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--topic", TOPIC));
        arguments.addAll(List.of(more));
        return tail(arguments.toArray(String[]::new))
                .succeeds()
                .out()
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static Run tail(String... more) {
        return run("tail", more);
    }

    private static Run run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
        return Run.of(arguments.toArray(String[]::new));
    }
}
