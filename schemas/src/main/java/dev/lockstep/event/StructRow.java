package dev.lockstep.event;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

record StructRow(Struct struct) implements Row {

    @Override
    public List<String> columns() {
        return struct.schema().fields().stream().map(Field::name).toList();
    }

    @Override
    public boolean has(String column) {
        return struct.schema().field(column) != null;
    }

    @Override
    public Object value(String column) {
        Field field = struct.schema().field(column);
        if (field == null) {
            return null;
        }
        return field.schema().defaultValue() == null
                ? struct.get(field)
                : struct.getWithoutDefault(column);
    }

    @Override
    public Optional<Schema> schema() {
        return Optional.of(struct.schema());
    }
}
