package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.record.TableDefinition.ColumnDefinition;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SchemaChangesTest {

    private static final int TABLE = 100;
    private static final int OTHER = 101;

    private final Wal wal =
            new Wal()
                    .define(TABLE, "item", 'd', "*id:23", "name:25", "hidden:25")
                    .define(OTHER, "other", 'd', "*id:23");
    private final Capture capture =
            new Capture(
                    "schema.change.topic",
                    "ddl",
                    "table.exclude.list",
                    "public.other",
                    "column.exclude.list",
                    ".*hidden");
    private final RecordAssembler assembler = capture.assembler(Capture.beginning());

    private static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }

    private static List<String> topics(List<SourceRecord> records) {
        return records.stream().map(SourceRecord::topic).toList();
    }

    /** What the log has from there on, in the same session. */
    private List<SourceRecord> since(long lsn) {
        return Capture.records(assembler, wal.from(lsn));
    }

    @Test
    void tellsOfATableBeforeItsFirstEvent() {
        wal.transaction(
                t ->
                        t.insert(OTHER, "1")
                                .insert(TABLE, "1", "a", "h")
                                .insert(TABLE, "2", "b", "h"));
        List<SourceRecord> records = since(0);
        assertThat(topics(records)).containsExactly("ddl", "shop.public.item", "shop.public.item");
        Struct told = value(records.get(0));
        told.validate();
        assertThat(((Struct) records.get(0).key()).getString("table")).isEqualTo("item");
        assertThat(told.getString("event_topic")).isEqualTo("shop.public.item");
        assertThat(told.getArray("key")).isEqualTo(List.of("id"));
        assertThat(told.getArray("columns").stream().map(Object::toString))
                .containsExactly(
                        "Struct{name=id,type=type 23,type_oid=23,nullable=false,key_position=1}",
                        "Struct{name=name,type=type 25,type_oid=25,nullable=true}");
        assertThat(told.getInt64("version"))
                .isEqualTo(value(records.get(1)).getStruct("source").getInt64("position"));
    }

    @Test
    void tellsOfAChangeAndOfNothingElse() {
        wal.transaction(t -> t.insert(TABLE, "1", "a", "h"));
        Struct first = value(since(0).get(0));
        long end = wal.end();
        wal.transaction(t -> t.insert(TABLE, "1", "a", "h"));
        assertThat(topics(since(end))).containsExactly("shop.public.item");
        end = wal.end();
        wal.define(TABLE, "thing", 'f', "*id:20", "*label:25");
        wal.transaction(t -> t.insert(TABLE, "1", "a"));
        List<SourceRecord> records = since(end);
        assertThat(topics(records)).containsExactly("ddl", "shop.public.thing");
        Struct second = value(records.get(0));
        assertThat(second.getString("renamed_from")).isEqualTo("public.item");
        assertThat(second.getString("replica_identity")).isEqualTo("full");
        assertThat(second.getInt64("version")).isGreaterThan(first.getInt64("version"));
        assertThat(second.getString("fingerprint"))
                .hasSize(32)
                .isNotEqualTo(first.getString("fingerprint"));
    }

    @Test
    void tellsTheSameAgainAfterARestart() {
        wal.transaction(t -> t.insert(TABLE, "1", "a", "h").insert(TABLE, "2", "b", "h"));
        List<SourceRecord> records = since(0);
        List<SourceRecord> again =
                capture.records(wal, (SourceOffset) records.get(1).sourceOffset());
        assertThat(topics(again)).containsExactly("ddl", "shop.public.item");
        assertThat(value(again.get(0)).getString("fingerprint"))
                .isEqualTo(value(records.get(0)).getString("fingerprint"));
        assertThat(value(again.get(0)).getInt64("version"))
                .isGreaterThanOrEqualTo(value(records.get(0)).getInt64("version"));
    }

    @Test
    void keepsWhatTheCatalogsDoNotKnowAnyMore() {
        ColumnDefinition gone = new ColumnDefinition("gone", "text", 25, -1, null);
        ColumnDefinition known = new ColumnDefinition("gone", "text", 25, -1, true);
        assertThat(definition(gone).filledFrom(definition(known))).isEqualTo(definition(known));
        assertThat(definition(gone).filledFrom(null)).isEqualTo(definition(gone));
        assertThat(definition(known).filledFrom(definition(gone))).isEqualTo(definition(known));
    }

    private static TableDefinition definition(ColumnDefinition column) {
        return new TableDefinition("s", "t", "topic", "default", List.of(), List.of(column));
    }

    @Test
    void waitsForAnEventThatShowsIt() {
        Capture deletes = new Capture("schema.change.topic", "ddl", "operations", "delete");
        wal.transaction(t -> t.insert(TABLE, "1", "a", "h"));
        wal.transaction(t -> t.delete('K', TABLE, "1", null, null));
        assertThat(topics(deletes.records(wal)))
                .containsExactly("ddl", "shop.public.item", "shop.public.item");
    }
}
