package dev.lockstep.source.postgres.record;

import static dev.lockstep.source.postgres.record.Wal.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.stream.LogEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordAssemblerTest {

    private static final int KEYED = 100;
    private static final int FULL = 101;
    private static final int OTHER = 102;

    private final Wal wal =
            new Wal()
                    .define(KEYED, "keyed", 'd', "*id:25", "big:25")
                    .define(FULL, "full", 'f', "*id:25", "*big:25")
                    .define(OTHER, "other", 'd', "*id:25", "big:25");
    private final Capture capture =
            new Capture("table.exclude.list", "public.other", "skipped.operations", "none")
                    .primaryKey(FULL, "id");

    private static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }

    private static Struct source(SourceRecord record) {
        return value(record).getStruct("source");
    }

    private static List<Long> ordinals(List<SourceRecord> records) {
        return records.stream()
                .filter(record -> record.value() != null)
                .map(record -> source(record).getInt64("ordinal"))
                .toList();
    }

    @Test
    void countsEventsFromOneAndMarksTheLast() {
        wal.transaction(t -> t.insert(KEYED, "1", "a").insert(KEYED, "2", "b"));
        wal.transaction(t -> t.insert(KEYED, "3", "c"));
        List<SourceRecord> records = capture.records(wal);
        assertThat(ordinals(records)).containsExactly(1L, 2L, 1L);
        assertThat(records.stream().map(r -> source(r).getBoolean("last")))
                .containsExactly(false, true, true);
    }

    @Test
    void marksTheLastCapturedEventWhenFilteredOnesFollow() {
        wal.transaction(t -> t.insert(KEYED, "1", "a").insert(OTHER, "2", "b"));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records).hasSize(1);
        assertThat(source(records.get(0)).getBoolean("last")).isTrue();
        assertThat(((SourceOffset) records.get(0).sourceOffset()).resumeFrom().value())
                .isEqualTo(wal.end());
    }

    @Test
    void countsFilteredEventsToo() {
        wal.transaction(t -> t.insert(OTHER, "1", "a").insert(KEYED, "2", "b"));
        assertThat(ordinals(capture.records(wal))).containsExactly(2L);
    }

    @Test
    void keepsTheLastChangeUntilItsCommit() {
        wal.transaction(t -> t.insert(KEYED, "1", "a").insert(KEYED, "2", "b"));
        List<LogEntry> entries = wal.from(0);
        RecordAssembler assembler = capture.assembler(Capture.beginning());
        int beforeCommit = entries.size() - 1;
        assertThat(Capture.records(assembler, entries.subList(0, beforeCommit))).hasSize(1);
        assertThat(assembler.handedOut().change()).isEqualTo(1);
        assertThat(Capture.records(assembler, entries.subList(beforeCommit, entries.size())))
                .hasSize(1);
        assertThat(assembler.handedOut().resumeFrom().value()).isEqualTo(wal.end());
    }

    @Test
    void splitsAChangedKeyIntoDeleteTombstoneAndInsertThatLeaveTogether() {
        wal.transaction(
                t ->
                        t.update('K', KEYED, new String[] {"1", null}, new String[] {"2", "b"})
                                .insert(KEYED, "3", "c"));
        List<LogEntry> entries = wal.from(0);
        RecordAssembler assembler = capture.assembler(Capture.beginning());
        assertThat(Capture.records(assembler, entries.subList(0, 2))).isEmpty();
        List<SourceRecord> records = Capture.records(assembler, entries.subList(2, 3));
        assertThat(records).hasSize(3);
        assertThat(value(records.get(0)).getString("op")).isEqualTo("d");
        assertThat(records.get(0).headers().lastWithName("__debezium.newkey").value())
                .isEqualTo(records.get(2).key());
        assertThat(records.get(1).value()).isNull();
        assertThat(records.get(1).headers().lastWithName("__debezium.newkey"))
                .isEqualTo(records.get(0).headers().lastWithName("__debezium.newkey"));
        assertThat(records.get(1).headers().lastWithName("lockstep.position").value())
                .isEqualTo(source(records.get(0)).getInt64("position"));
        assertThat(value(records.get(2)).getString("op")).isEqualTo("c");
        assertThat(records.get(2).headers().lastWithName("__debezium.oldkey").value())
                .isEqualTo(records.get(0).key());
        assertThat(ordinals(records)).containsExactly(1L, 2L);
        assertThat(records.get(0).sourceOffset()).isEqualTo(Capture.beginning());
        assertThat(records.get(1).sourceOffset()).isEqualTo(Capture.beginning());
        assertThat(records.get(2).sourceOffset()).isEqualTo(assembler.handedOut());
    }

    @Test
    void completesADeleteOnlyWithItsTombstone() {
        wal.transaction(t -> t.delete('K', KEYED, "1", null));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records).hasSize(2);
        assertThat(records.get(0).headers()).isEmpty();
        assertThat(records.get(1).headers().lastWithName("lockstep.position").value())
                .isEqualTo(source(records.get(0)).getInt64("position"));
        assertThat(records.get(0).sourceOffset()).isEqualTo(Capture.beginning());
        assertThat(((SourceOffset) records.get(1).sourceOffset()).resumeFrom().value())
                .isEqualTo(wal.end());
    }

    @Test
    void completesATruncateOnlyWithItsLastCapturedTable() {
        wal.transaction(t -> t.truncate(KEYED, FULL, OTHER));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly("shop.public.keyed", "shop.public.full");
        assertThat(records.get(0).sourceOffset()).isEqualTo(Capture.beginning());
        assertThat(((SourceOffset) records.get(1).sourceOffset()).resumeFrom().value())
                .isEqualTo(wal.end());
        assertThat(source(records.get(0)).getBoolean("last")).isFalse();
        assertThat(source(records.get(1)).getBoolean("last")).isTrue();
    }

    @Test
    void takesAnUnchangedValueFromTheFullOldRow() {
        wal.transaction(
                t ->
                        t.update('O', FULL, new String[] {"1", "x"}, new String[] {"1", UNCHANGED})
                                .update(
                                        'O',
                                        FULL,
                                        new String[] {"1", "x"},
                                        new String[] {"2", UNCHANGED}));
        List<SourceRecord> records = capture.records(wal);
        assertThat(value(records.get(0)).getStruct("after").getString("big")).isEqualTo("x");
        assertThat(value(records.get(0)).getArray("changed_fields")).isEmpty();
        SourceRecord underNewKey = records.get(3);
        assertThat(value(underNewKey).getStruct("after").getString("big")).isEqualTo("x");
        assertThat(value(underNewKey).getArray("unavailable_fields")).isNull();
    }

    @Test
    void namesAnUnchangedValueThatTheOldIdentityDoesNotCarry() {
        wal.transaction(
                t -> t.update('K', KEYED, new String[] {"1", null}, new String[] {"2", UNCHANGED}));
        SourceRecord inserted = capture.records(wal).get(2);
        assertThat(value(inserted).getArray("unavailable_fields")).isEqualTo(List.of("big"));
        assertThat(value(inserted).getStruct("after").getString("big"))
                .isEqualTo("__debezium_unavailable_value");
    }

    @Test
    void takesAnUnchangedKeyFromTheOldIdentity() {
        wal.transaction(
                t ->
                        t.update(
                                'K',
                                KEYED,
                                new String[] {"long", null},
                                new String[] {UNCHANGED, "b"}));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records).hasSize(1);
        assertThat(value(records.get(0)).getString("op")).isEqualTo("u");
        assertThat(((Struct) records.get(0).key()).getString("id")).isEqualTo("long");
        assertThat(value(records.get(0)).getStruct("after").getString("id")).isEqualTo("long");
        assertThat(value(records.get(0)).getStruct("before").getString("id")).isEqualTo("long");
        assertThat(value(records.get(0)).getArray("unavailable_fields")).isNull();
    }

    @Test
    void tellsTheOldIdentityOfAnUpdateThatKeepsTheKey() {
        wal.define(103, "wider", 'i', "*id:25", "*code:25");
        Capture wider = new Capture().primaryKey(103, "id");
        wal.transaction(t -> t.update('K', 103, new String[] {"1", "a"}, new String[] {"1", "b"}));
        List<SourceRecord> records = wider.records(wal);
        assertThat(records).hasSize(1);
        assertThat(value(records.get(0)).getStruct("before").getString("code")).isEqualTo("a");
        assertThat(value(records.get(0)).getArray("changed_fields")).isNull();
    }

    @Test
    void capturesTheListedOperationsOnly() {
        wal.transaction(
                t ->
                        t.insert(KEYED, "1", "a")
                                .update(KEYED, "1", "b")
                                .message("p", "m")
                                .delete('K', KEYED, "1", null)
                                .truncate(KEYED));
        assertThat(operations(new Capture("operations", "insert,REMOVE")))
                .containsExactly("c 1", "d 4");
        assertThat(operations(new Capture("operations", "t,message,modify")))
                .containsExactly("u 2", "m 3", "t 5");
        assertThat(operations(new Capture("skipped.operations", "insert,m")))
                .containsExactly("u 2", "d 4", "t 5");
    }

    private List<String> operations(Capture some) {
        return some.records(wal).stream()
                .filter(record -> record.value() != null)
                .map(r -> value(r).getString("op") + " " + source(r).getInt64("ordinal"))
                .toList();
    }

    @Test
    void carriesTheImagesThatAreAskedFor() {
        wal.transaction(
                t ->
                        t.insert(FULL, "1", "a")
                                .update('O', FULL, new String[] {"1", "a"}, new String[] {"1", "b"})
                                .delete('O', FULL, "1", "b"));
        assertThat(images("new_and_old")).containsExactly("-a", "ab", "b-");
        assertThat(images("new")).containsExactly("-a", "-b", "--");
        assertThat(images("old")).containsExactly("--", "a-", "b-");
        assertThat(images("keys_only")).containsExactly("--", "--", "--");
    }

    private List<String> images(String image) {
        return new Capture("image", image)
                .primaryKey(FULL, "id").records(wal).stream()
                        .filter(record -> record.value() != null)
                        .map(r -> image(r, "before") + image(r, "after"))
                        .toList();
    }

    private static String image(SourceRecord record, String name) {
        assertThat(record.key()).isNotNull();
        Struct image = value(record).getStruct(name);
        return image == null ? "-" : image.getString("big");
    }

    @Test
    void ordersTheKeyAsItIsDeclared() {
        wal.define(103, "pair", 'd', "*a:25", "*b:25", "c:25");
        wal.transaction(t -> t.insert(103, "1", "2", "3"));
        assertThat(fieldsOfTheKey(new Capture().primaryKey(103, "b", "a")))
                .containsExactly("b", "a");
        assertThat(fieldsOfTheKey(new Capture("message.key.columns", "public.pair:c,a")))
                .containsExactly("c", "a");
        assertThat(fieldsOfTheKey(new Capture().primaryKey(103, "b"))).containsExactly("a", "b");
    }

    private List<String> fieldsOfTheKey(Capture byKey) {
        return byKey.records(wal).get(0).keySchema().fields().stream().map(Field::name).toList();
    }

    @Test
    void refusesAKeyThatTheLogDoesNotCarryInsteadOfMakingItNull() {
        Capture byBig = new Capture("message.key.columns", "public.keyed:big");
        wal.transaction(t -> t.update(KEYED, "1", UNCHANGED));
        assertThatThrownBy(() -> byBig.records(wal))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Cannot convert column big of public.keyed")
                .hasMessageContaining("change 1 of the transaction that commits at 1/40");
    }

    @Test
    void refusesARowOfAnotherWidthThanItsTable() {
        wal.transaction(t -> t.insert(KEYED, "1"));
        assertThatThrownBy(() -> capture.records(wal))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it has 1 columns where the log described 2");
    }

    @Test
    void neverShowsAValueInAMessage() {
        wal.define(KEYED, "keyed", 'd', "*id:23", "big:25");
        wal.transaction(t -> t.insert(KEYED, "top-secret", "a"));
        assertThatThrownBy(() -> capture.records(wal))
                .isInstanceOf(DataException.class)
                .message()
                .contains("column id of public.keyed")
                .doesNotContain("top-secret");
    }

    @Test
    void handsOutWhatCameBeforeAFailureAndThrowsItNext() {
        wal.transaction(t -> t.insert(KEYED, "1", "a"));
        wal.transaction(t -> t.insert(KEYED, "2", "b").insert(FULL, "3", "c"));
        capture.breakCatalog(FULL);
        RecordAssembler assembler = capture.assembler(Capture.beginning());
        List<SourceRecord> records = Capture.records(assembler, wal.from(0));
        assertThat(ordinals(records)).containsExactly(1L);
        assertThat(records.get(0).sourceOffset()).isEqualTo(assembler.handedOut());
        assertThatThrownBy(() -> assembler.assemble(List.of(), new ArrayList<>()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("catalogs");
        capture.repairCatalog();
        assertThat(capture.records(wal, assembler.handedOut())).hasSize(2);
    }

    @Test
    void countsNothingAsHandedOutThatItCouldNotConvert() {
        wal.transaction(t -> t.insert(KEYED, "1", "a").insert(KEYED, "2"));
        RecordAssembler assembler = capture.assembler(Capture.beginning());
        assertThatThrownBy(() -> assembler.assemble(wal.from(0), new ArrayList<>()))
                .isInstanceOf(DataException.class);
        assertThat(assembler.handedOut()).isEqualTo(Capture.beginning());
    }

    @Test
    void givesAMessageThatEndsAtTheNextCommitRecordAPlaceBeforeIt() {
        wal.transaction(t -> t.insert(KEYED, "1", "a").meanwhile("p", "m"));
        List<SourceRecord> records = capture.records(wal);
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly("shop.message", "shop.public.keyed");
        assertThat(source(records.get(0)).getInt64("position"))
                .isLessThan(source(records.get(1)).getInt64("position"));
        assertThat(capture.records(wal, (SourceOffset) records.get(0).sourceOffset())).hasSize(1);
    }

    @Test
    @SuppressWarnings("ByteBufferBackingArray") // As converters do.
    void givesMessagesAnArrayOfTheirOwn() {
        wal.transaction(t -> t.message("p", "content"));
        Struct message = value(capture.records(wal).get(0)).getStruct("message");
        ByteBuffer content = (ByteBuffer) message.get("content");
        assertThat(content.arrayOffset()).isZero();
        assertThat(content.array()).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void storesThePlaceOfFilteredTransactionsOnlyWithHeartbeats() {
        Capture beating =
                new Capture("table.exclude.list", "public.other", "heartbeat.interval.ms", "1000");
        wal.transaction(t -> t.insert(OTHER, "1", "a"));
        List<SourceRecord> records = beating.records(wal);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).topic()).isEqualTo("__debezium-heartbeat.shop");
        assertThat(((SourceOffset) records.get(0).sourceOffset()).resumeFrom().value())
                .isEqualTo(wal.end());
        assertThat(capture.records(wal)).isEmpty();
    }

    @Test
    void sendsNoHeartbeatPastAChangeThatWaits() {
        Capture beating = new Capture("heartbeat.interval.ms", "1000");
        RecordAssembler assembler = beating.assembler(Capture.beginning());
        wal.transaction(t -> t.insert(KEYED, "1", "a"));
        List<LogEntry> entries = new ArrayList<>(wal.from(0));
        entries.add(0, new LogEntry.Idle(wal.end() - 512));
        int beforeCommit = entries.size() - 1;
        assertThat(Capture.records(assembler, entries.subList(0, beforeCommit))).isEmpty();
        assertThat(Capture.records(assembler, entries.subList(beforeCommit, entries.size())))
                .hasSize(1);
        assertThat(Capture.records(assembler, List.of(new LogEntry.Idle(wal.end() + 64))))
                .singleElement()
                .satisfies(r -> assertThat(r.sourceOffset()).isEqualTo(assembler.handedOut()));
    }
}
