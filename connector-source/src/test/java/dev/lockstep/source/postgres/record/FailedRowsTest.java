package dev.lockstep.source.postgres.record;

import static dev.lockstep.source.postgres.record.Wal.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class FailedRowsTest {

    private static final int TABLE = 100;
    private static final int FULL = 101;

    private final Wal wal =
            new Wal()
                    .define(TABLE, "item", 'd', "*id:23", "n:23", "name:25", "hidden:25")
                    .define(FULL, "full", 'f', "*id:23", "*n:23");
    private final Capture capture =
            new Capture(
                            "errors.policy",
                            "topic",
                            "provide.transaction.metadata",
                            "true",
                            "column.exclude.list",
                            "public\\.item\\.hidden")
                    .primaryKey(FULL, "id");

    private static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }

    private static Map<String, String> texts(String... pairs) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(pairs[i], pairs[i + 1]);
        }
        return texts;
    }

    @Test
    void goInTheirTurnToATopicOfTheirOwn() {
        wal.transaction(
                t ->
                        t.insert(TABLE, "1", "1", "a", "h")
                                .insert(TABLE, "2", "two", null, "h")
                                .insert(TABLE, "3", "3", "c", "h"));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly(
                        "shop.transaction",
                        "shop.public.item",
                        "shop.errors",
                        "shop.public.item",
                        "shop.transaction");
        Struct failed = value(records.get(2));
        assertThat(((Struct) records.get(2).key()).getString("table")).isEqualTo("item");
        assertThat(failed.getString("op")).isEqualTo("c");
        assertThat(failed.getMap("before")).isNull();
        assertThat(failed.getMap("after")).isEqualTo(texts("id", "2", "n", "two", "name", null));
        assertThat(failed.getStruct("source").getInt64("ordinal")).isEqualTo(2);
        assertThat(failed.getString("reason"))
                .contains("Cannot convert column n of public.item", "change 2 of the transaction")
                .doesNotContain("two");
        assertThat(value(records.get(4)).getInt64("event_count")).isEqualTo(3);
        failed.validate();
    }

    @Test
    void areCounted() {
        wal.transaction(
                t ->
                        t.insert(TABLE, "1", "one", "a", "h")
                                .insert(TABLE, "2", "2", "b", "h")
                                .insert(TABLE, "3", "three", "c", "h"));
        RecordAssembler assembler = capture.assembler(Capture.beginning());
        Capture.records(assembler, wal.from(0));
        assertThat(assembler.counts().takeFailedRows()).isEqualTo(2);
        assertThat(assembler.counts().takeFailedRows()).isZero();
    }

    @Test
    void carryWhatTheLogHasOfThem() {
        wal.transaction(
                t ->
                        t.update(TABLE, "1", "x", UNCHANGED, "h")
                                .update('O', FULL, new String[] {"1", "1"}, new String[] {"1", "x"})
                                .delete('K', TABLE, "y", null, null, null));
        List<SourceRecord> records = capture.records(wal);
        Struct update = value(records.get(1));
        assertThat(update.getMap("after")).isEqualTo(texts("id", "1", "n", "x"));
        assertThat(update.getArray("unavailable_fields")).isEqualTo(List.of("name"));
        Struct full = value(records.get(2));
        assertThat(full.getMap("before")).isEqualTo(texts("id", "1", "n", "1"));
        assertThat(full.getMap("after")).isEqualTo(texts("id", "1", "n", "x"));
        Struct delete = value(records.get(3));
        assertThat(delete.getMap("before")).isEqualTo(texts("id", "y"));
        assertThat(delete.getStruct("source").getBoolean("last")).isTrue();
    }

    @Test
    void leaveNoTraceInTheNextEvent() {
        wal.transaction(
                t ->
                        t.update(TABLE, "1", "1", UNCHANGED, "h")
                                .insert(TABLE, "x", "1", "a", "h")
                                .update(
                                        'K',
                                        TABLE,
                                        new String[] {"2", null, null, null},
                                        new String[] {"1", "x", UNCHANGED, "h"})
                                .insert(TABLE, "3", "1", "a", "h"));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records.get(4).topic()).isEqualTo("shop.public.item");
        assertThat(value(records.get(4)).getArray("unavailable_fields")).isNull();
    }

    @Test
    void areCoveredByTheirOffsets() {
        wal.transaction(t -> t.insert(TABLE, "x", "1", "a", "h").insert(TABLE, "2", "2", "b", "h"));
        List<SourceRecord> records = capture.records(wal);
        SourceOffset stored = (SourceOffset) records.get(1).sourceOffset();
        assertThat(capture.records(wal, stored).stream().map(SourceRecord::topic))
                .containsExactly("shop.public.item", "shop.transaction");
    }
}
