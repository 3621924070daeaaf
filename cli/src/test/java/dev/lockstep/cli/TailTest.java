package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TailTest {

    private static final String TOPIC = "shop.public.orders";
    private static final long FIRST_TIME = 1_700_000_000_000L;
    private static final int EVENTS = 300;

    private static KafkaBroker kafka;

    @BeforeAll
    static void fill() {
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
            send(producer, "shop.with-schema", 1, null,
                    "{\"schema\":{\"type\":\"struct\"},\"payload\":" + event(7) + "}");
            send(producer, "avro", 1, null, "\u0000\u0001");
        }
    }

    /** Every tenth is a delete. */
    private static String event(int i) {
        String row = "{\"id\":" + i + ",\"total\":" + i + ".50}";
        boolean delete = i % 10 == 0;
        return "{\"op\":\"" + (delete ? "d" : "c") + "\",\"before\":" + (delete ? row : "null")
                + ",\"after\":" + (delete ? "null" : row)
                + ",\"source\":{\"schema\":\"public\",\"table\":\"orders\",\"commit_lsn\":" + i * 256
                + ",\"ordinal\":1,\"ts_ms\":" + FIRST_TIME + "}}";
    }

    private static void send(
            KafkaProducer<String, String> producer, String topic, int i, String key, String value) {
        producer.send(new ProducerRecord<>(topic, 0, FIRST_TIME + i * 1_000L, key, value));
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
                tail("--topics-regex", "shop\\.public\\..*", "--from", "beginning", "--until", "now",
                        "--operation", "REMOVE", "--entity", "public.orders", "--output", "json")
                        .succeeds();
        assertThat(run.out()).hasLineCount(EVENTS / 10);
        assertThat(run.out().lines().findFirst())
                .hasValue(
                        "{\"topic\":\"shop.public.orders\",\"partition\":0,\"offset\":9,"
                                + "\"place\":\"0/A00:1\",\"key\":{\"id\":10},\"value\":" + event(10)
                                + "}");
        assertThat(places("--from", "beginning", "--until", "now", "--entity", "items")).isEmpty();
    }

    @Test
    void readsEventsWithTheirSchemas() {
        assertThat(tail("--topic", "shop.with-schema", "--from", "beginning", "--until", "now").out())
                .contains("0/700:1", "INSERT");
    }

    @Test
    void saysWhatItCannotRead() {
        Run run = tail("--topic", "avro", "--from", "beginning", "--until", "now");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo(
                "lockstep: Topic avro holds records that are not JSON; they are left out.\n");
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

    private static List<String> places(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--topic", TOPIC));
        arguments.addAll(List.of(more));
        return tail(arguments.toArray(String[]::new)).succeeds().out().lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static Run tail(String... more) {
        List<String> arguments = new ArrayList<>(List.of("tail", "--bootstrap-servers"));
        arguments.add(kafka.bootstrapServers());
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }
}
