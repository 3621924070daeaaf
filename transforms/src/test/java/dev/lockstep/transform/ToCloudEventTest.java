package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes out is read back by the CloudEvents SDK. */
class ToCloudEventTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static ToCloudEvent<SinkRecord> transform(String... options) {
        ToCloudEvent<SinkRecord> transform = new ToCloudEvent<>();
        Map<String, String> config = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        transform.configure(config);
        return transform;
    }

    /** The value as Kafka's JSON converter writes it without schemas. */
    private static byte[] json(SinkRecord record) {
        return JsonData.toJson(record.valueSchema(), record.value())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static CloudEvent structured(SinkRecord record) {
        return new JsonFormat().deserialize(json(record));
    }

    private static CloudEvent binary(SinkRecord record) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            headers.add(header.key(), header.value().toString().getBytes(StandardCharsets.UTF_8));
        }
        return KafkaMessageFactory.createReader(headers, json(record)).toEvent();
    }

    private static String server(Shape shape) {
        return shape.isLockstep() ? "shop" : "dbserver1";
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatTheSdkReadsAsStructuredMode(Shape shape) {
        SinkRecord record = transform().apply(Samples.update(shape));
        CloudEvent event = structured(record);
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getType()).isEqualTo(shape.table() + ".update");
        assertThat(event.getSource())
                .isEqualTo(
                        URI.create(shape.isLockstep() ? "/postgresql/shop" : "/mysql/dbserver1"));
        assertThat(event.getSubject())
                .isEqualTo(shape.table() + (shape.isLockstep() ? "/7" : "/1004"));
        assertThat(event.getId()).startsWith(server(shape) + ":");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .contains("\"" + shape.changedColumn() + "\"")
                .doesNotContain("\"op\"");
        assertThat(record.headers().lastWithName("content-type").value())
                .isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(record.key()).isEqualTo(Samples.update(shape).key());
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatTheSdkReadsAsBinaryMode(Shape shape) {
        SinkRecord update = Samples.update(shape);
        SinkRecord record = transform("content.mode", "binary").apply(update);
        CloudEvent event = binary(record);
        assertThat(event.getType()).isEqualTo(shape.table() + ".update");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getId()).isEqualTo(structured(transform().apply(update)).getId());
        assertThat(record.headers().lastWithName("content-type").value())
                .isEqualTo("application/json");
        assertThat(JsonData.toJson(record.valueSchema(), record.value()))
                .isEqualTo(JsonData.toJson(update.valueSchema(), update.value()).get("after"));
        assertThat(update.headers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasTheTimeOfTheCommit(Shape shape) {
        OffsetDateTime time = structured(transform().apply(Samples.update(shape))).getTime();
        assertThat(time)
                .isEqualTo(
                        shape.isLockstep()
                                ? "2026-11-20T10:10:00.121456Z"
                                : "2026-11-20T10:10:00Z");
    }

    @Test
    void carriesThePlaceAndTheTrace() {
        SinkRecord update = Samples.update(Shape.LOCKSTEP);
        update.headers().addString("traceparent", TRACE).addString("tracestate", "a=b");
        CloudEvent event = structured(transform().apply(update));
        assertThat(event.getExtension("position")).isEqualTo("97500037122");
        assertThat(event.getExtension("lsn")).isEqualTo("23803720");
        assertThat(event.getExtension("traceparent")).isEqualTo(TRACE);
        assertThat(event.getExtension("tracestate")).isEqualTo("a=b");
        assertThat(binary(transform("content.mode", "binary").apply(update)).getExtensionNames())
                .containsExactlyInAnyOrder("position", "lsn", "traceparent", "tracestate");
    }

    @ParameterizedTest
    @EnumSource
    void hasTheRowBeforeADelete(Shape shape) {
        CloudEvent event = structured(transform().apply(Samples.delete(shape)));
        assertThat(event.getType()).endsWith(".delete");
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .contains(shape.isLockstep() ? "\"id\":8" : "\"id\":1004");
    }

    @ParameterizedTest
    @EnumSource
    void hasNoDataWhereThereIsNoRow(Shape shape) {
        CloudEvent event = structured(transform().apply(Samples.truncate(shape)));
        assertThat(event.getType()).endsWith(".truncate");
        assertThat(event.getData()).isNull();
        assertThat(event.getDataContentType()).isNull();
        assertThat(event.getSubject()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void takesMessagesToo(Shape shape) {
        CloudEvent event = structured(transform().apply(Samples.message(shape)));
        assertThat(event.getType()).isEqualTo("warehouse.message");
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .contains("\"content\"");
    }

    @Test
    void takesDocuments() {
        SinkRecord insert = Samples.debezium(Shape.DEBEZIUM, "mongodb-insert");
        SinkRecord record = transform("content.mode", "binary").apply(insert);
        assertThat(record.value()).isInstanceOf(String.class);
        assertThat(record.valueSchema().type().getName()).isEqualTo("string");
    }

    @ParameterizedTest
    @EnumSource
    void hasTheWholeChangeEventIfToldTo(Shape shape) {
        SinkRecord update = Samples.update(shape);
        SinkRecord record =
                transform("content.mode", "binary", "event.data", "envelope").apply(update);
        assertThat(record.value()).isEqualTo(update.value());
        CloudEvent event = structured(transform("event.data", "envelope").apply(update));
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .contains("\"before\"", "\"op\":\"u\"");
    }

    @ParameterizedTest
    @EnumSource
    void fillsTheTemplates(Shape shape) {
        CloudEvent event =
                structured(
                        transform(
                                        "event.type",
                                        "com.example.${db}.${table}.${op}",
                                        "event.source",
                                        "https://example.com/${server}",
                                        "event.subject",
                                        "${after.id}")
                                .apply(Samples.insert(shape)));
        assertThat(event.getType())
                .isEqualTo("com.example." + shape.database() + "." + shape.table() + ".c");
        assertThat(event.getSource()).hasHost("example.com");
        assertThat(event.getSubject()).isEqualTo(shape.isLockstep() ? "7" : "1004");
    }

    @Test
    void failsOnAnEventThatLacksARequiredAttribute() {
        ToCloudEvent<SinkRecord> transform = transform("event.type", "${schema}.${table}");
        assertThatThrownBy(() -> transform.apply(Samples.insert(Shape.DEBEZIUM)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Cannot apply ToCloudEvent (topic dbserver1.inventory.customers, partition"
                                + " 3, offset 42): it has nothing for a variable of event.type");
        ToCloudEvent<SinkRecord> other = transform("event.source", "/a b/${after.customer}");
        assertThatThrownBy(() -> other.apply(Samples.insert(Shape.LOCKSTEP)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("event.source does not make a URI of it")
                .hasMessageNotContaining("/a b/");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTombstonesUnlessToldOtherwise(Shape shape) {
        SinkRecord tombstone = Samples.tombstone(shape);
        assertThat(transform().apply(tombstone)).isSameAs(tombstone);
        assertThat(transform("tombstone.handling.mode", "drop").apply(tombstone)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatIsNoChangeEvent(Shape shape) {
        SinkRecord row = Samples.plainRow(shape);
        assertThat(transform().apply(row)).isSameAs(row);
        SinkRecord text = Samples.text();
        assertThat(transform().apply(text)).isSameAs(text);
        assertThatThrownBy(() -> transform("on.non.change.event", "fail").apply(row))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot apply ToCloudEvent (topic " + shape.topic());
    }

    @Test
    void givesOneSchemaForOneSchema() {
        ToCloudEvent<SinkRecord> transform = transform();
        assertThat(transform.apply(Samples.update(Shape.LOCKSTEP)).valueSchema())
                .isSameAs(transform.apply(Samples.insert(Shape.LOCKSTEP)).valueSchema());
    }

    @Test
    void worksInASourceConnector() {
        ToCloudEvent<SourceRecord> transform = new ToCloudEvent<>();
        transform.configure(Map.of("content.mode", "binary"));
        SourceRecord record = transform.apply(Samples.asSource(Samples.insert(Shape.LOCKSTEP)));
        assertThat(record.headers().lastWithName("ce_type").value()).isEqualTo("orders.insert");
        assertThat(record.sourceOffset()).isNotEmpty();
    }

    @Test
    void takesThePlaceOfHeadersThatAreThere() {
        SinkRecord insert = Samples.insert(Shape.LOCKSTEP);
        insert.headers().addString("ce_id", "old").addString("content-type", "text/plain");
        SinkRecord record = transform("content.mode", "binary").apply(insert);
        assertThat(record.headers().allWithName("ce_id")).toIterable().hasSize(1);
        assertThat(record.headers().lastWithName("content-type").value())
                .isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "content.mode, batched",
        "event.data, after",
        "event.type, ${entty}",
        "event.source, ${server",
        "event.subject, ${after.}",
        "tombstone.handling.mode, rewrite"
    })
    void refusesWhatItDoesNotKnow(String option, String value) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
