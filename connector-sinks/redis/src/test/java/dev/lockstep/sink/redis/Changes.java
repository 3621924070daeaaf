package dev.lockstep.sink.redis;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Marks;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes of one table of a source, made by hand. The first column is the key. */
final class Changes {

    private final SourceTable table;
    private final RowShape shape;
    private final RowShape keyShape;
    private long position = 1_000;
    private long ordinal = Place.UNKNOWN;
    private long offset;

    /** Columns as name, schema, …. */
    Changes(String table, Object... columns) {
        this.table = new SourceTable("shop.public." + table, "shop", "public", table);
        List<RowShape.Column> all = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            all.add(new RowShape.Column((String) columns[i], (Schema) columns[i + 1], i == 0));
        }
        this.shape = new RowShape(all);
        this.keyShape = new RowShape(all.subList(0, 1));
    }

    /** Users with a name and an e-mail address. */
    static Changes users() {
        return new Changes(
                "users",
                "id",
                Schema.INT64_SCHEMA,
                "name",
                Schema.OPTIONAL_STRING_SCHEMA,
                "email",
                Schema.OPTIONAL_STRING_SCHEMA);
    }

    /** The next changes have this position; -1 for none. */
    Changes at(long next) {
        position = next;
        ordinal = Place.UNKNOWN;
        return this;
    }

    /** The next changes have this place among those of their transaction, too. */
    Changes at(long next, long number) {
        position = next;
        ordinal = number;
        return this;
    }

    /** The next changes are in records with this offset. */
    Changes offset(long next) {
        offset = next;
        return this;
    }

    Upsert upsert(Object... values) {
        return upsert(Operation.INSERT, new RowImage(shape, values, null, null), null);
    }

    /** An update of a row that was otherwise before; null where that is not told. */
    Upsert update(Object[] before, Object... values) {
        RowImage old = before == null ? null : new RowImage(shape, before, null, null);
        return upsert(Operation.UPDATE, new RowImage(shape, values, null, null), old);
    }

    /** A row one of whose columns is not known. */
    Upsert partial(int unknown, Object... values) {
        BitSet unavailable = new BitSet();
        unavailable.set(unknown);
        return upsert(Operation.UPDATE, new RowImage(shape, values, null, unavailable), null);
    }

    private Upsert upsert(Operation operation, RowImage row, RowImage before) {
        return new Upsert(sinkRecord(), place(), table, operation, row).after(before);
    }

    Delete delete(Object key) {
        return new Delete(sinkRecord(), place(), table, key(key));
    }

    /** A delete that tells the whole row. */
    Delete deleteOf(Object... before) {
        RowImage old = new RowImage(shape, before, null, null);
        return new Delete(sinkRecord(), place(), table, key(before[0]), old);
    }

    RowImage key(Object key) {
        return new RowImage(keyShape, new Object[] {key}, null, null);
    }

    Truncate truncate() {
        return new Truncate(sinkRecord(), place(), table);
    }

    private Place place() {
        return position < 0
                ? Place.NOWHERE
                : new Place(position, position, false, ordinal, "shop", 0);
    }

    private SinkRecord sinkRecord() {
        return new SinkRecord(table.topic(), 0, null, null, null, null, offset++);
    }

    static Batch batch(Change... changes) {
        return batch(List.of(changes));
    }

    static Batch batch(List<? extends Change> changes) {
        return new Batch(
                List.copyOf(changes),
                Map.of(new TopicPartition("t", 0), new Batch.Span(0, 1, Marks.NONE)),
                true);
    }
}
