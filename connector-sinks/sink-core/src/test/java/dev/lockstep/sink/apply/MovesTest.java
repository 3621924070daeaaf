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
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MovesTest {

    private static final SourceTable T = new SourceTable("t", null, null, "t");
    private static final RowShape ROW =
            new RowShape(
                    List.of(
                            new RowShape.Column("id", null, true),
                            new RowShape.Column("body", null, false)));
    private static final RowShape KEY = new RowShape(ROW.columns().subList(0, 1));

    private final Moves moves = new Moves();
    private final List<Change> out = new ArrayList<>();

    private static SinkRecord record(String header) {
        SinkRecord record = Records.record(0, 0, null, null);
        if (header != null) {
            record.headers().addString(header, "Struct{id=1}");
        }
        return record;
    }

    private static Delete delete(long id, long position) {
        RowImage key = new RowImage(KEY, new Object[] {id}, null, null);
        return new Delete(record("__debezium.newkey"), new Place(position, 7, false), T, key);
    }

    private static Upsert insert(long id, long position, boolean whole) {
        BitSet unavailable = new BitSet();
        unavailable.set(1);
        RowImage row = new RowImage(ROW, new Object[] {id, "b"}, null, whole ? null : unavailable);
        return new Upsert(
                record("__debezium.oldkey"),
                new Place(position, 7, false),
                T,
                Operation.INSERT,
                row);
    }

    private List<Change> take(Change... changes) {
        for (Change change : changes) {
            moves.take(change, out::add);
        }
        return out;
    }

    @Test
    void aRowThatIsNotWholeComesFromTheKeyBefore() {
        Delete delete = delete(1, 10);
        assertThat(take(delete, new Nothing(record(null), Place.NOWHERE))).isEmpty();
        assertThat(moves.isHolding()).isTrue();
        take(insert(101, 11, false));
        assertThat(out).hasSize(3);
        assertThat(out.subList(0, 2)).allMatch(Nothing.class::isInstance);
        assertThat(((Upsert) out.get(2)).movedFrom()).isSameAs(delete.row());
        assertThat(moves.isHolding()).isFalse();
    }

    @Test
    void aWholeRowIsDeletedAndInserted() {
        Delete delete = delete(1, 10);
        Upsert insert = insert(101, 11, true);
        assertThat(take(delete, insert)).containsExactly(delete, insert);
    }

    @Test
    void theOtherHalfOfAnotherUpdateIsNotTaken() {
        Delete first = delete(1, 10);
        Delete second = delete(2, 14);
        Upsert insert = insert(101, 25, false);
        assertThat(take(first, second)).containsExactly(first);
        assertThat(take(insert)).containsExactly(first, second, insert);
    }

    @Test
    void aDeleteThatReturnsToItsKeyIsNoMove() {
        take(delete(1, 10), insert(1, 11, false));
        assertThat(((Upsert) out.get(1)).movedFrom()).isNull();
    }

    @Test
    void whatIsReadAgainIsForgotten() {
        take(delete(1, 10));
        moves.clear();
        Upsert insert = insert(101, 11, false);
        assertThat(take(insert)).containsExactly(insert);
    }
}
