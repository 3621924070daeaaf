package dev.lockstep.sink.typesense;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.apply.Batch;
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
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes of one table, made by hand. The first column is the key. */
final class Changes {

    private final SourceTable table;
    private final RowShape shape;
    private final RowShape keyShape;
    private long position = 1_000;

    /** Columns as name, schema, … */
    Changes(String table, Object... columns) {
        this.table = new SourceTable("shop.public." + table, "shop", "public", table);
        List<RowShape.Column> all = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            all.add(new RowShape.Column((String) columns[i], (Schema) columns[i + 1], i == 0));
        }
        this.shape = new RowShape(all);
        this.keyShape = new RowShape(all.subList(0, 1));
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
        return new Changes(table, new RowShape(all), keyShape).at(position);
    }

    /** Below 0, where records do not tell. */
    Changes at(long next) {
        position = next;
        return this;
    }

    Upsert upsert(Object... values) {
        return upsert(new RowImage(shape, values, null, null));
    }

    /** A row whose last column is not known. */
    Upsert partial(Object... values) {
        BitSet unavailable = new BitSet();
        unavailable.set(shape.size() - 1);
        return upsert(new RowImage(shape, Arrays.copyOf(values, shape.size()), null, unavailable));
    }

    /** A row whose last column is to be found at another key. */
    Upsert moved(Object from, Object... values) {
        return partial(values).from(new RowImage(keyShape, new Object[] {from}, null, null));
    }

    private Upsert upsert(RowImage row) {
        return new Upsert(sinkRecord(), place(), table, Operation.UPDATE, row);
    }

    Delete delete(Object key) {
        RowImage row = new RowImage(keyShape, new Object[] {key}, null, null);
        return new Delete(sinkRecord(), place(), table, row);
    }

    Truncate truncate() {
        return new Truncate(sinkRecord(), place(), table);
    }

    private Place place() {
        return new Place(position, position, false);
    }

    private SinkRecord sinkRecord() {
        return new SinkRecord(table.topic(), 3, null, null, null, null, 77);
    }

    static Batch batch(Change... changes) {
        return new Batch(List.of(changes), Map.of(), true);
    }
}
