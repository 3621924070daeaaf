package dev.lockstep.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ReductionTest {

    private static final SourceTable T = new SourceTable("t", null, null, "t");
    private static final SourceTable U = new SourceTable("u", null, null, "u");
    private static final SinkRecord RECORD = Records.upsert(0, 0, 1, "v");
    private static final RowShape KEY = shape("id");
    private static final RowShape ROW = shape("id", "a", "b");
    private static final RowShape WITHOUT_B = shape("id", "a");
    private static final RowShape WITH_C = shape("id", "a", "b", "c");
    private static final RowShape KEYLESS =
            new RowShape(List.of(new RowShape.Column("a", Schema.STRING_SCHEMA, false)));

    private static RowShape shape(String... names) {
        List<RowShape.Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new RowShape.Column(name, Schema.STRING_SCHEMA, name.equals("id")));
        }
        return new RowShape(columns);
    }

    private static Upsert upsert(SourceTable table, Operation operation, RowImage row) {
        return new Upsert(RECORD, Place.NOWHERE, table, operation, row);
    }

    private static RowImage row(RowShape shape, Object... values) {
        return new RowImage(shape, values, null, null);
    }

    private static RowImage partial(RowShape shape, int unavailable, Object... values) {
        BitSet set = new BitSet();
        set.set(unavailable);
        return new RowImage(shape, values, null, set);
    }

    private static Delete delete(SourceTable table, Object id) {
        return new Delete(RECORD, Place.NOWHERE, table, row(KEY, id));
    }

    @Test
    void keepsThePlaceOfADeleteBeforeItsTombstone() {
        Place place = new Place(7, 7, false);
        Delete placed = delete(T, "1").at(place);
        List<TableChanges> left = Reduction.of(List.of(placed, delete(T, "1")));
        assertThat(left.get(0).deletes()).extracting(Delete::place).containsExactly(place);
    }

    @Test
    void dropsColumnsThatALaterRowLacksWhereRowsReplaceOthers() {
        List<Change> changes =
                List.of(
                        upsert(T, Operation.INSERT, row(ROW, "1", "a", "b")),
                        upsert(T, Operation.UPDATE, row(WITHOUT_B, "1", "x")));
        assertThat(Reduction.of(changes).get(0).upserts().get(0).row().shape()).isSameAs(ROW);
        Upsert left = Reduction.ofReplacing(changes).get(0).upserts().get(0);
        assertThat(left.row().shape()).isSameAs(WITHOUT_B);
        assertThat(left.operation()).isEqualTo(Operation.INSERT);
    }

    @Test
    void keepsTheLastChangePerKey() {
        List<TableChanges> left =
                Reduction.of(
                        List.of(
                                upsert(T, Operation.INSERT, row(ROW, "1", "a", "b")),
                                upsert(U, Operation.INSERT, row(ROW, "1", "a", "b")),
                                new Nothing(RECORD, Place.NOWHERE),
                                upsert(T, Operation.UPDATE, row(ROW, "1", "x", "b")),
                                upsert(T, Operation.INSERT, row(ROW, "2", "a", "b")),
                                delete(T, "2"),
                                delete(T, "3"),
                                upsert(T, Operation.INSERT, row(ROW, "3", "y", "b"))));
        assertThat(left).extracting(TableChanges::table).containsExactly(T, U);
        assertThat(left.get(0).upserts())
                .extracting(upsert -> upsert.row().value(1))
                .containsExactly("x", "y");
        assertThat(left.get(0).upserts().get(0).operation()).isEqualTo(Operation.INSERT);
        assertThat(left.get(0).deletes()).hasSize(1);
        assertThat(left.get(0).size()).isEqualTo(3);
    }

    @Test
    void takesOverWhatALaterChangeDoesNotTell() {
        Upsert earlier = upsert(T, Operation.UPDATE, row(ROW, "1", "a", "b"));
        Upsert later = upsert(T, Operation.UPDATE, partial(ROW, 2, "1", "x", "?"));
        RowImage merged = only(Reduction.of(List.of(earlier, later)));
        assertThat(merged.value(1)).isEqualTo("x");
        assertThat(merged.value(2)).isEqualTo("b");
        assertThat(merged.unavailable()).isNull();
        RowImage stillPartial = only(Reduction.of(List.of(later, later)));
        assertThat(stillPartial.unavailable().get(2)).isTrue();
    }

    @Test
    void takesOverColumnsAndExactTextsThatALaterRowLacks() {
        RowImage exact = new RowImage(ROW, new Object[] {"1", "a", null}, texts(2, "NaN"), null);
        RowImage merged =
                only(
                        Reduction.of(
                                List.of(
                                        upsert(T, Operation.INSERT, exact),
                                        upsert(T, Operation.UPDATE, row(WITHOUT_B, "1", "x")))));
        assertThat(merged.shape()).isSameAs(ROW);
        assertThat(merged.value(1)).isEqualTo("x");
        assertThat(merged.exactText(2)).isEqualTo("NaN");
        assertThat(merged.exactText(1)).isNull();
    }

    private static String[] texts(int column, String text) {
        String[] texts = new String[3];
        texts[column] = text;
        return texts;
    }

    private static RowImage only(List<TableChanges> left) {
        assertThat(left).hasSize(1);
        assertThat(left.get(0).upserts()).hasSize(1);
        return left.get(0).upserts().get(0).row();
    }

    @Test
    void appliesBothWhereColumnsAreTooDifferent() {
        List<TableChanges> left =
                Reduction.of(
                        List.of(
                                upsert(T, Operation.INSERT, row(ROW, "1", "a", "b")),
                                upsert(T, Operation.UPDATE, partial(WITH_C, 2, "1", "x", "?", "c")),
                                delete(T, "2")));
        assertThat(left).extracting(TableChanges::table).containsExactly(T, T);
        assertThat(left.get(0).upserts()).hasSize(1);
        assertThat(left.get(1).upserts()).hasSize(1);
        assertThat(left.get(1).deletes()).hasSize(1);
    }

    @Test
    void keepsRowsWithoutAKeyAndForgetsWhatATruncateTakes() {
        Upsert keyless = upsert(T, Operation.INSERT, row(KEYLESS, "same"));
        Truncate truncate = new Truncate(RECORD, Place.NOWHERE, T);
        List<TableChanges> left =
                Reduction.of(List.of(keyless, delete(T, "9"), truncate, keyless, keyless));
        assertThat(left).hasSize(1);
        assertThat(left.get(0).truncate()).isSameAs(truncate);
        assertThat(left.get(0).upserts()).hasSize(2);
        assertThat(left.get(0).deletes()).isEmpty();
    }

    @Test
    void doesNotMixUpTheRowsOfAKeyThatChanges() {
        Upsert moved =
                upsert(T, Operation.INSERT, partial(ROW, 2, "2", "x", "?")).from(row(KEY, "1"));
        List<TableChanges> left =
                Reduction.of(
                        List.of(
                                upsert(T, Operation.UPDATE, row(ROW, "1", "a", "b")),
                                moved,
                                upsert(T, Operation.UPDATE, partial(ROW, 2, "2", "y", "?")),
                                upsert(T, Operation.INSERT, row(ROW, "1", "new", "new")),
                                delete(T, "2")));
        assertThat(left).hasSize(3);
        Upsert only = left.get(1).upserts().get(0);
        assertThat(only.movedFrom()).isSameAs(moved.movedFrom());
        assertThat(only.row().value(1)).isEqualTo("y");
        assertThat(left.get(2).size()).isEqualTo(2);
    }

    @Test
    void doesNotTakeWhatALaterRowLacksFromADeletedOne() {
        List<TableChanges> left =
                Reduction.of(
                        List.of(
                                delete(T, "1"),
                                upsert(T, Operation.INSERT, partial(ROW, 2, "1", "x", "?"))));
        assertThat(left).hasSize(2);
    }

    /** Whatever the batches, the tables end as if the changes had come one by one. */
    @Test
    void hasTheEffectOfAllChanges() {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 300; run++) {
            Map<String, Map<String, Object>> naive = new TreeMap<>();
            Map<String, Map<String, Object>> reduced = new TreeMap<>();
            for (int batch = 0; batch < 3; batch++) {
                List<Change> changes = new ArrayList<>();
                int size = random.nextInt(1, 40);
                for (int i = 0; i < size; i++) {
                    changes.add(change(random, naive));
                }
                Reduction.of(changes).forEach(left -> apply(left, reduced));
                assertThat(reduced).as("seed " + seed + " run " + run).isEqualTo(naive);
            }
        }
    }

    private static Change change(SplittableRandom random, Map<String, Map<String, Object>> naive) {
        SourceTable table = random.nextBoolean() ? T : U;
        String id = String.valueOf(random.nextInt(4));
        String key = table.table() + id;
        Change change;
        int kind = random.nextInt(20);
        String from = String.valueOf(random.nextInt(4));
        if (kind < 4 && naive.containsKey(table.table() + from) && !naive.containsKey(key)) {
            RowImage image = image(random, id, true);
            change = upsert(table, Operation.INSERT, image).from(row(KEY, from));
            naive.put(key, naive.remove(table.table() + from));
            write(image, naive.get(key));
        } else if (kind == 0) {
            change = new Truncate(RECORD, Place.NOWHERE, table);
            naive.keySet().removeIf(name -> name.startsWith(table.table()));
        } else if (kind < 6) {
            change = delete(table, id);
            naive.remove(key);
        } else {
            RowImage image = image(random, id, naive.containsKey(key));
            change = upsert(table, Operation.UPDATE, image);
            write(image, naive.computeIfAbsent(key, none -> new HashMap<>()));
        }
        return change;
    }

    private static RowImage image(SplittableRandom random, String id, boolean exists) {
        RowShape shape = List.of(WITH_C, ROW, WITHOUT_B).get(exists ? random.nextInt(3) : 0);
        Object[] values = new Object[shape.size()];
        values[0] = id;
        for (int i = 1; i < values.length; i++) {
            values[i] = random.nextInt(5) == 0 ? null : "v" + random.nextInt(1000);
        }
        BitSet unavailable = null;
        if (exists && random.nextBoolean()) {
            unavailable = new BitSet();
            unavailable.set(random.nextInt(1, values.length));
        }
        return new RowImage(shape, values, null, unavailable);
    }

    private static void write(RowImage row, Map<String, Object> target) {
        for (int i = 0; i < row.shape().size(); i++) {
            if (row.unavailable() == null || !row.unavailable().get(i)) {
                target.put(row.shape().columns().get(i).name(), row.value(i));
            }
        }
    }

    private static void apply(TableChanges left, Map<String, Map<String, Object>> rows) {
        String table = left.table().table();
        if (left.truncate() != null) {
            rows.keySet().removeIf(name -> name.startsWith(table));
        }
        left.deletes().forEach(delete -> rows.remove(table + delete.row().value(0)));
        for (Upsert moved : left.upserts()) {
            Map<String, Object> row =
                    moved.movedFrom() == null
                            ? null
                            : rows.remove(table + moved.movedFrom().value(0));
            if (row != null) {
                assertThat(rows.put(table + moved.row().value(0), row)).isNull();
            }
        }
        left.upserts()
                .forEach(
                        upsert ->
                                write(
                                        upsert.row(),
                                        rows.computeIfAbsent(
                                                table + upsert.row().value(0),
                                                none -> new HashMap<>())));
    }
}
