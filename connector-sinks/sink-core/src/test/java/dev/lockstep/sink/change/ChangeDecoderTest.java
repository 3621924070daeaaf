package dev.lockstep.sink.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.Operation;
import dev.lockstep.event.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeDecoderTest {

    private final ChangeDecoder decoder = new ChangeDecoder(Options.of());

    private static Map<String, Object> columns(RowImage row) {
        Map<String, Object> columns = new HashMap<>();
        for (int i = 0; i < row.shape().size(); i++) {
            columns.put(row.shape().columns().get(i).name(), row.value(i));
        }
        return columns;
    }

    private static List<String> keyOf(RowImage row) {
        List<String> names = new ArrayList<>();
        for (int i : row.shape().keyIndexes()) {
            names.add(row.shape().columns().get(i).name());
        }
        return names;
    }

    private static int index(RowImage row, String column) {
        for (int i = 0; i < row.shape().size(); i++) {
            if (row.shape().columns().get(i).name().equals(column)) {
                return i;
            }
        }
        throw new AssertionError(column);
    }

    private static SinkRecord flat(Object key, Object value) {
        return Golden.record(
                "db.shop.orders",
                new SchemaAndValue(null, key),
                new SchemaAndValue(value instanceof Struct struct ? struct.schema() : null, value));
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatARowWasBeforeIfAsked(Golden.Form form) {
        ChangeDecoder asked = new ChangeDecoder(Options.of(), true);
        Golden golden = new Golden(form);
        Upsert update = (Upsert) asked.decode(golden.named("update"));
        assertThat(columns(update.before()))
                .containsEntry("id", 7L)
                .containsEntry("paid", false)
                .hasSize(6);
        assertThat(update.before().shape()).isSameAs(update.row().shape());
        Delete delete = (Delete) asked.decode(golden.named("delete"));
        assertThat(columns(delete.before())).hasSize(6);
        assertThat(columns(delete.row())).hasSize(1);
        assertThat(((Upsert) asked.decode(golden.named("insert"))).before()).isNull();
        assertThat(((Upsert) decoder.decode(golden.named("update"))).before()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void readsAnInsert(Golden.Form form) {
        Upsert change = (Upsert) decoder.decode(new Golden(form).named("insert"));
        assertThat(change.operation()).isEqualTo(Operation.INSERT);
        assertThat(change.table())
                .isEqualTo(new SourceTable("shop.public.orders", "shop", "public", "orders"));
        assertThat(columns(change.row()))
                .containsEntry("id", 7L)
                .containsEntry("customer", "Žofie")
                .containsEntry("paid", false)
                .hasSize(6);
        assertThat(keyOf(change.row())).containsExactly("id");
        assertThat(change.row().unavailable()).isNull();
        assertThat(change.row().hasExactTexts()).isFalse();
        Place place = change.place();
        assertThat(place)
                .isEqualTo(
                        new Place(
                                Position.pack(0x16B3748L, 1),
                                0x16B3748L,
                                false,
                                1,
                                "shop",
                                place.committedAt()));
        assertThat(place.committedAt()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryKindOfEvent(Golden.Form form) {
        Golden golden = new Golden(form);
        assertThat(((Upsert) decoder.decode(golden.named("update"))).operation())
                .isEqualTo(Operation.UPDATE);
        assertThat(((Upsert) decoder.decode(golden.named("snapshot"))).operation())
                .isEqualTo(Operation.READ);
        assertThat(decoder.decode(golden.named("snapshot")).place().ordinal())
                .isEqualTo(Place.UNKNOWN);
        assertThat(decoder.decode(golden.named("truncate"))).isInstanceOf(Truncate.class);
        assertThat(decoder.decode(golden.named("message"))).isInstanceOf(Nothing.class);
        assertThat(decoder.decode(golden.named("message")).place().last()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void readsADeleteAndLetsItsTombstoneBe(Golden.Form form) {
        Golden golden = new Golden(form);
        Delete delete = (Delete) decoder.decode(golden.named("delete"));
        assertThat(columns(delete.row())).containsExactlyEntriesOf(Map.of("id", 8L));
        assertThat(delete.place().last()).isTrue();
        assertThat(decoder.decode(golden.named("tombstone"))).isInstanceOf(Nothing.class);
    }

    /** A poll may end between the two, and the next begin with another partition. */
    @Test
    void letsATombstoneBeThatRecordsOfAnotherPartitionStandBefore() {
        Golden golden = new Golden(Golden.Form.JSON_WITH_SCHEMAS);
        decoder.decode(golden.named("delete"));
        decoder.decode(flat(Map.of("id", 1L), Map.of("id", 1L, "name", "x")));
        assertThat(decoder.decode(golden.named("tombstone"))).isInstanceOf(Nothing.class);
        decoder.decode(golden.named("delete"));
        decoder.decode(golden.named("insert"));
        assertThat(decoder.decode(golden.named("tombstone"))).isInstanceOf(Delete.class);
    }

    @ParameterizedTest
    @EnumSource
    void readsATombstoneOfWhichTheDeleteIsGone(Golden.Form form) {
        Golden golden = new Golden(form);
        Upsert insert = (Upsert) decoder.decode(golden.named("rekey-3-insert"));
        Delete delete = (Delete) decoder.decode(golden.named("tombstone"));
        assertThat(delete.table()).isSameAs(insert.table());
        assertThat(delete.row().key()).isEqualTo(insert.row().key());
        assertThat(delete.row().key()).hasSameHashCodeAs(insert.row().key());
    }

    /** Where reading begins right at it. */
    @Test
    void readsWhereATombstoneStands() {
        SinkRecord tombstone = new Golden(Golden.Form.JSON_WITH_SCHEMAS).named("tombstone");
        assertThat(decoder.decode(tombstone).place()).isEqualTo(Place.NOWHERE);
        for (Object value : new Object[] {2722656714755L, "2722656714755"}) {
            tombstone.headers().remove("lockstep.position");
            tombstone.headers().add("lockstep.position", value, null);
            Delete delete = (Delete) decoder.decode(tombstone);
            assertThat(delete.place().position()).as("%s", value).isEqualTo(2722656714755L);
            assertThat(delete.version()).isEqualTo(2722656714755L);
        }
        for (Object value : new Object[] {"", "x", -1L, "99999999999999999999", List.of()}) {
            tombstone.headers().remove("lockstep.position");
            tombstone.headers().add("lockstep.position", value, null);
            assertThat(decoder.decode(tombstone).place()).as("%s", value).isEqualTo(Place.NOWHERE);
        }
    }

    @Test
    void readsATombstoneBeforeAnythingElse() {
        Delete delete =
                (Delete)
                        decoder.decode(
                                new Golden(Golden.Form.JSON_WITH_SCHEMAS).named("tombstone"));
        assertThat(delete.table().table()).isEqualTo("orders");
        Upsert insert =
                (Upsert) decoder.decode(new Golden(Golden.Form.JSON_WITH_SCHEMAS).named("insert"));
        assertThat(insert.table().schema()).isEqualTo("public");
        assertThat(
                        ((Delete)
                                        decoder.decode(
                                                new Golden(Golden.Form.JSON_WITH_SCHEMAS)
                                                        .named("tombstone")))
                                .table())
                .isSameAs(insert.table());
    }

    @ParameterizedTest
    @EnumSource
    void knowsColumnsWithoutAValue(Golden.Form form) {
        Upsert change = (Upsert) decoder.decode(new Golden(form).named("unavailable"));
        assertThat(change.row().unavailable().stream())
                .containsExactly(index(change.row(), "note"));
    }

    @ParameterizedTest
    @EnumSource
    void knowsExactTexts(Golden.Form form) {
        Upsert change = (Upsert) decoder.decode(new Golden(form).named("exact"));
        assertThat(change.row().exactText(index(change.row(), "price"))).isEqualTo("NaN");
        assertThat(change.row().exactText(index(change.row(), "note"))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void sharesShapes(Golden.Form form) {
        Upsert one = (Upsert) decoder.decode(new Golden(form).named("insert"));
        Upsert other = (Upsert) decoder.decode(new Golden(form).named("update"));
        assertThat(other.row().shape()).isSameAs(one.row().shape());
        assertThat(other.table()).isSameAs(one.table());
    }

    @Test
    void readsEventsOfDebezium() {
        Map<String, Object> key = Map.of("id", 1004L);
        Upsert mysql = (Upsert) decoder.decode(Golden.debezium("mysql-update", key));
        assertThat(mysql.table().database()).isEqualTo("inventory");
        assertThat(mysql.table().schema()).isNull();
        assertThat(columns(mysql.row())).containsEntry("first_name", "Anne Marie").hasSize(4);
        assertThat(mysql.place().position()).isPositive();
        assertThat(mysql.place().commitLsn()).isEqualTo(Place.UNKNOWN);
        Upsert postgres = (Upsert) decoder.decode(Golden.debezium("postgresql-update", key));
        assertThat(postgres.operation()).isEqualTo(Operation.UPDATE);
        Upsert sqlserver = (Upsert) decoder.decode(Golden.debezium("sqlserver-update", key));
        assertThat(sqlserver.place().position()).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void refusesDocumentsAndNamesThePlace() {
        SinkRecord record = Golden.debezium("mongodb-insert", Map.of("id", 1L));
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("topic db.inventory.customers, partition 0, offset 7")
                .hasMessageNotContaining("Anne");
    }

    @Test
    void refusesRowsWithoutTheirKey() {
        Golden golden = new Golden(Golden.Form.JSON_WITH_SCHEMAS);
        SinkRecord update = golden.named("update");
        SinkRecord keyless =
                Golden.record(
                        update.topic(),
                        SchemaAndValue.NULL,
                        new SchemaAndValue(update.valueSchema(), update.value()));
        assertThatThrownBy(() -> decoder.decode(keyless))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("has no key");
        SinkRecord insert = golden.named("insert");
        SinkRecord inserted =
                Golden.record(
                        insert.topic(),
                        SchemaAndValue.NULL,
                        new SchemaAndValue(insert.valueSchema(), insert.value()));
        assertThat(((Upsert) decoder.decode(inserted)).row().key()).isNull();
    }

    @Test
    void refusesNullsInKeysAndValuesThatAreNoRows() {
        Map<String, Object> key = new HashMap<>();
        key.put("id", null);
        assertThatThrownBy(() -> decoder.decode(flat(key, Map.of("name", "secret"))))
                .hasMessageContaining("column id of the key")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> decoder.decode(flat("secret", "secret")))
                .hasMessageContaining("java.lang.String")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> decoder.decode(flat("secret", Map.of("a", 1L))))
                .hasMessageContaining("pk.fields")
                .hasMessageNotContaining("secret");
    }

    @Test
    void readsFlattenedRows() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 1L);
        row.put("name", "n");
        row.put("__op", "c");
        Upsert insert = (Upsert) decoder.decode(flat(Map.of("id", 1L), row));
        assertThat(insert.operation()).isEqualTo(Operation.INSERT);
        assertThat(insert.table().table()).isEqualTo("orders");
        assertThat(keyOf(insert.row())).containsExactly("id");
        Delete delete = (Delete) decoder.decode(flat(Map.of("id", 1L), null));
        assertThat(delete.row().key()).isEqualTo(insert.row().key());
    }

    @Test
    void readsWhatUnwrapWrites() {
        Schema schema =
                SchemaBuilder.struct()
                        .field("id", Schema.INT32_SCHEMA)
                        .field("__deleted", Schema.OPTIONAL_STRING_SCHEMA)
                        .field("__commit_lsn", Schema.OPTIONAL_INT64_SCHEMA)
                        .field("__source_position", Schema.OPTIONAL_INT64_SCHEMA)
                        .field("__last", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                        .field("__table", Schema.OPTIONAL_STRING_SCHEMA)
                        .build();
        Struct row =
                new Struct(schema)
                        .put("id", 1)
                        .put("__deleted", "false")
                        .put("__commit_lsn", 16L)
                        .put("__source_position", 99L)
                        .put("__last", true)
                        .put("__table", "items");
        Upsert upsert = (Upsert) decoder.decode(flat(Map.of("id", 1), row));
        assertThat(upsert.place()).isEqualTo(new Place(99, 16, true));
        assertThat(upsert.table().table()).isEqualTo("items");
        assertThat(columns(upsert.row())).doesNotContainKey("__deleted").containsKey("__table");
        row.put("__deleted", "true");
        assertThat(decoder.decode(flat(Map.of("id", 1), row))).isInstanceOf(Delete.class);
        assertThat(decoder.decode(flat(Map.of("id", 1), null))).isInstanceOf(Nothing.class);

        ChangeDecoder soft = new ChangeDecoder(Options.of("delete.enabled", "false"));
        Upsert marked = (Upsert) soft.decode(flat(Map.of("id", 1), row));
        assertThat(columns(marked.row())).containsEntry("__deleted", "true");
        assertThat(soft.decode(flat(Map.of("id", 1), null))).isInstanceOf(Nothing.class);
    }

    @Test
    void knowsAllFormsOfThePlaceholder() {
        String text = "__debezium_unavailable_value";
        List<Integer> codes = text.chars().boxed().toList();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 1L);
        row.put("text", text);
        row.put("bytes", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        row.put("base64", "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==");
        row.put("texts", List.of(text));
        row.put("numbers", codes);
        row.put("map", Map.of(text, text));
        row.put("other", "value");
        row.put("others", List.of(1, 2));
        Upsert change = (Upsert) decoder.decode(flat(Map.of("id", 1L), row));
        assertThat(change.row().unavailable().stream().boxed().toList())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        row.put("__op", "c");
        Upsert insert = (Upsert) decoder.decode(flat(Map.of("id", 1L), row));
        assertThat(insert.row().unavailable()).isNull();
    }

    @Test
    void takesKeysFromWhereTheModeSays() {
        Map<String, Object> row = Map.of("id", 1L, "name", "n");
        RowImage scalar = upsert(flat(5L, row), "pk.fields", "number");
        assertThat(keyOf(scalar)).containsExactly("number");
        assertThat(columns(scalar)).containsEntry("number", 5L).hasSize(3);

        RowImage inRow = upsert(flat(null, row), "pk.mode", "record_value", "pk.fields", "name");
        assertThat(keyOf(inRow)).containsExactly("name");

        RowImage coordinates = upsert(flat(null, row), "primary.key.mode", "kafka");
        assertThat(keyOf(coordinates))
                .containsExactly("connect_topic", "connect_partition", "connect_offset");
        assertThat(columns(coordinates)).containsEntry("connect_offset", 7L);

        SinkRecord headed = flat(null, row);
        headed.headers().addLong("tenant", 3);
        RowImage header = upsert(headed, "pk.mode", "record_header");
        assertThat(columns(header)).containsEntry("tenant", 3L);

        assertThat(upsert(flat(Map.of("id", 1L), row), "pk.mode", "none").key()).isNull();
    }

    private static RowImage upsert(SinkRecord record, String... options) {
        return ((Upsert) new ChangeDecoder(Options.of(options)).decode(record)).row();
    }

    @Test
    void takesTheKeyOfADeleteFromItsRowIfToldTo() {
        ChangeDecoder inRow =
                new ChangeDecoder(Options.of("pk.mode", "record_value", "pk.fields", "id"));
        Golden golden = new Golden(Golden.Form.JSON_WITH_SCHEMAS);
        Delete delete = (Delete) inRow.decode(golden.named("delete"));
        assertThat(columns(delete.row())).containsExactlyEntriesOf(Map.of("id", 8L));
        assertThat(inRow.decode(golden.named("tombstone"))).isInstanceOf(Nothing.class);
    }

    @Test
    void comparesKeysWhateverTheOrderOfTheirColumns() {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("b", 2L);
        key.put("a", 1L);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("a", 1L);
        row.put("b", 2L);
        Upsert upsert = (Upsert) decoder.decode(flat(key, row));
        Delete delete = (Delete) decoder.decode(flat(key, null));
        assertThat(delete.row().key()).isEqualTo(upsert.row().key());
    }

    @Test
    void leavesOutWhatTheListsLeaveOut() {
        Golden golden = new Golden(Golden.Form.JSON_WITH_SCHEMAS);
        ChangeDecoder others =
                new ChangeDecoder(Options.of("table.exclude.list", "public\\.orders"));
        assertThat(others.decode(golden.named("insert"))).isInstanceOf(Nothing.class);
        assertThat(others.decode(golden.named("insert")).place().position()).isPositive();
        RowImage some = upsert(golden.named("insert"), "field.include.list", "note");
        assertThat(columns(some)).containsOnlyKeys("id", "note");
        RowImage most = upsert(golden.named("insert"), "field.exclude.list", "id,orders:note");
        assertThat(columns(most)).containsKey("id").doesNotContainKey("note");
        ChangeDecoder lenient =
                new ChangeDecoder(
                        Options.of("delete.enabled", "false", "truncate.enabled", "false"));
        assertThat(lenient.decode(golden.named("delete"))).isInstanceOf(Nothing.class);
        assertThat(lenient.decode(golden.named("tombstone"))).isInstanceOf(Nothing.class);
        assertThat(lenient.decode(golden.named("truncate"))).isInstanceOf(Nothing.class);
    }

    @Test
    void passesOverRecordsThatTellOfNoRow() {
        Map<String, Object> end = new HashMap<>();
        end.put("status", "END");
        end.put("id", "1");
        end.put("event_count", 2L);
        end.put("data_collections", List.of());
        assertThat(decoder.decode(flat(Map.of("id", "1"), end))).isInstanceOf(Nothing.class);
        assertThat(decoder.decode(flat(Map.of("serverName", "s"), Map.of("ts_ms", 1L))))
                .isInstanceOf(Nothing.class);
        Schema heartbeat =
                SchemaBuilder.struct()
                        .name("io.debezium.connector.common.Heartbeat")
                        .field("ts_ms", Schema.INT64_SCHEMA)
                        .build();
        assertThat(decoder.decode(flat(null, new Struct(heartbeat).put("ts_ms", 1L))))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void keepsNullsThatHaveADefault() {
        Schema schema =
                SchemaBuilder.struct()
                        .field("id", Schema.INT32_SCHEMA)
                        .field("n", SchemaBuilder.int32().optional().defaultValue(5).build())
                        .build();
        Struct row = new Struct(schema).put("id", 1).put("n", null);
        Upsert change = (Upsert) decoder.decode(flat(Map.of("id", 1), row));
        assertThat(columns(change.row())).containsEntry("n", null);
    }
}
