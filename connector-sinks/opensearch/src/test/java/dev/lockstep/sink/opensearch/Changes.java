package dev.lockstep.sink.opensearch;

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
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes of one table of a source, made by hand. The first columns are the key. */
final class Changes {

    static final TopicPartition PARTITION = new TopicPartition("shop.public.t", 0);

    private final SourceTable table;
    private final RowShape shape;
    private final RowShape keyShape;
    private long position = 1000;
    private long nextOffset;

    /** Columns as name, schema, …; with so many of them in the key. */
    Changes(String table, int keys, Object... columns) {
        this.table = new SourceTable("shop.public." + table, "shop", "public", table);
        List<RowShape.Column> all = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            all.add(
                    new RowShape.Column(
                            (String) columns[i], (Schema) columns[i + 1], i / 2 < keys));
        }
        this.shape = new RowShape(all);
        this.keyShape = new RowShape(all.subList(0, keys));
    }

    private Changes(SourceTable table, RowShape shape, RowShape keyShape) {
        this.table = table;
        this.shape = shape;
        this.keyShape = keyShape;
    }

    /** The same table after a column was added. */
    Changes with(String column, Schema schema) {
        List<RowShape.Column> all = new ArrayList<>(shape.columns());
        all.add(new RowShape.Column(column, schema, false));
        return new Changes(table, new RowShape(all), keyShape);
    }

    /** The same table without its last column. */
    Changes withoutLast() {
        return new Changes(
                table, new RowShape(shape.columns().subList(0, shape.size() - 1)), keyShape);
    }

    Changes at(long next) {
        position = next;
        return this;
    }

    Upsert upsert(Object... values) {
        return upsert(new RowImage(shape, values, null, null));
    }

    /** A row some of whose columns are not known. */
    Upsert partial(List<Integer> unknown, Object... values) {
        BitSet unavailable = new BitSet();
        unknown.forEach(unavailable::set);
        return upsert(new RowImage(shape, values, null, unavailable));
    }

    /** A row that had another key before, without the columns that are not known. */
    Upsert moved(Object[] from, List<Integer> unknown, Object... values) {
        return partial(unknown, values).from(new RowImage(keyShape, from, null, null));
    }

    /** A row with the text of its last column besides. */
    Upsert exact(String text, Object... values) {
        String[] texts = new String[shape.size()];
        texts[texts.length - 1] = text;
        return upsert(new RowImage(shape, values, texts, null));
    }

    private Upsert upsert(RowImage row) {
        return new Upsert(sinkRecord(), place(), table, Operation.UPDATE, row);
    }

    Delete delete(Object... key) {
        return new Delete(sinkRecord(), place(), table, new RowImage(keyShape, key, null, null));
    }

    /** All that compaction has left of a row. */
    Delete tombstone(Object... key) {
        return new Delete(
                sinkRecord(), Place.NOWHERE, table, new RowImage(keyShape, key, null, null));
    }

    Truncate truncate() {
        return new Truncate(sinkRecord(), place(), table);
    }

    private Place place() {
        return new Place(position, position, false);
    }

    private SinkRecord sinkRecord() {
        return new SinkRecord(table.topic(), 0, null, null, null, null, nextOffset++);
    }

    static Batch batch(Change... changes) {
        return new Batch(
                Arrays.asList(changes), Map.of(PARTITION, new Batch.Span(0, 1, Marks.NONE)), true);
    }
}
