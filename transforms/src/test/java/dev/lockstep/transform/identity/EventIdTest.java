package dev.lockstep.transform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transform.change.ChangeReader;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EventIdTest {

    private static String id(SinkRecord record) {
        return new EventId().of(record, new ChangeReader().read(record.value()));
    }

    private static SinkRecord event(String key, String json) {
        return Samples.sink(
                "t",
                key == null
                        ? SchemaAndValue.NULL
                        : JsonData.withoutSchema(JsonData.tree("{\"id\": \"" + key + "\"}")),
                JsonData.withoutSchema(JsonData.tree(json)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "LOCKSTEP.*")
    void isThePlaceInCommitOrder(Shape shape) {
        assertThat(id(Samples.update(shape))).isEqualTo("shop:23803720-2-u");
        assertThat(id(Samples.delete(shape))).isEqualTo("shop:23803720-1-d");
        assertThat(id(Samples.message(shape))).isEqualTo("shop:23803720-3-m");
    }

    @Test
    void tellsDeleteAndInsertOfAChangedKeyApart() {
        assertThat(id(Samples.lockstep(Shape.LOCKSTEP, "rekey-1-delete")))
                .isEqualTo("shop:23803720-1-d");
        assertThat(id(Samples.lockstep(Shape.LOCKSTEP, "rekey-3-insert")))
                .isEqualTo("shop:23803720-1-c");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "LOCKSTEP.*")
    void tellsRowsOfASnapshotAndTablesOfATruncateApart(Shape shape) {
        assertThat(id(Samples.snapshot(shape))).isEqualTo("shop:23803720-0-r-shop.public.orders-7");
        assertThat(id(Samples.truncate(shape))).endsWith("-t-shop.public.orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mysql-update      | dbserver1:mysql-bin.000004-197-3-u-inventory.customers-1004
                    postgresql-update | PostgreSQL_server:24023128-u-postgres.public.customers-1004
                    sqlserver-update  | server1:00000027:00000ac0:0007-00000027:00000ac0:0002-2-u-testDB.dbo.customers-1004
                    mongodb-insert    | fulfillment:1795169400000-1-c-inventory.customers-1004
                    """)
    void isThePlaceInTheLogOfDebeziumsSource(String event, String id) {
        assertThat(id(Samples.debezium(Shape.DEBEZIUM, event))).isEqualTo(id);
        assertThat(id(Samples.debezium(Shape.DEBEZIUM_WITHOUT_SCHEMA, event))).isEqualTo(id);
    }

    @Test
    void fallsBackToTheTimeForAConnectorThatIsNotKnown() {
        assertThat(
                        id(
                                event(
                                        "7",
                                        """
                                        {"op": "c", "after": {"id": 7},
                                         "source": {"name": "s", "ts_ms": 5, "table": "t"}}
                                        """)))
                .isEqualTo("s:5-c-t-7");
    }

    @Test
    void hasADigestOfTheRowInPlaceOfAMissingKey() {
        String template =
                """
                {"op": "c", "after": {"id": %d}, "source": {"name": "s", "lsn": 5, "table": "t"}}
                """;
        String one = id(event(null, template.formatted(1)));
        assertThat(one).startsWith("s:5-c-t-").isEqualTo(id(event(null, template.formatted(1))));
        assertThat(one).isNotEqualTo(id(event(null, template.formatted(2))));
    }

    @Test
    void differentKeysHaveDifferentTexts() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Object> one = columns(random);
            List<Object> other = columns(random);
            assertThat(text(one).equals(text(other)))
                    .as("seed %d: %s and %s", seed, one, other)
                    .isEqualTo(one.equals(other));
        }
    }

    private static List<Object> columns(SplittableRandom random) {
        List<Object> columns = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(3); length > 0; length--) {
                text.append("a,\\".charAt(random.nextInt(3)));
            }
            columns.add(text.toString());
        }
        return columns;
    }

    private static String text(List<Object> columns) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("a", columns.get(0));
        key.put("b", columns.get(1));
        return KeyText.of(key);
    }
}
