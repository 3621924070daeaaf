package dev.lockstep.transform.outbox;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.ColumnReader;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;

/** One column of outbox rows, with its schema. */
public final class OutboxColumn {

    private final ColumnReader reader;
    private final SchemaCache<Optional<Schema>> schemas;

    public OutboxColumn(String name) {
        this.reader = new ColumnReader(name);
        this.schemas =
                new SchemaCache<>(row -> Optional.ofNullable(row.field(name)).map(Field::schema));
    }

    public String name() {
        return reader.name();
    }

    public boolean isIn(Object row) {
        return reader.isIn(row);
    }

    public Object read(Object row) {
        return reader.read(row);
    }

    /** As in the row's schema; in a row without one, what a simple value tells, else null. */
    public Schema schema(Object row, Object value) {
        return row instanceof Struct struct
                ? schemas.get(struct.schema()).orElse(null)
                : Values.inferSchema(value);
    }
}
