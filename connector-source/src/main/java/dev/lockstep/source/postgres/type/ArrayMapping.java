package dev.lockstep.source.postgres.type;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Arrays of every type that has a mapping. */
final class ArrayMapping {

    private ArrayMapping() {}

    /**
     * @param elementsOptional false for the few types whose elements Debezium does not let be null
     */
    static Mapping of(Mapping element, PgType elementType, boolean elementsOptional) {
        ColumnReader reader = element.reader(elementType.name(), elementsOptional);
        ArrayParser parser = new ArrayParser(reader, elementType.delimiter());
        Mapping mapping = Mapping.of(SchemaBuilder.array(reader.schema()), parser, List.of());
        return mapping.withPlaceholder(placeholder(element, reader.schema()));
    }

    private static List<Object> placeholder(Mapping element, Schema schema) {
        boolean carried = schema.type() == Schema.Type.STRING || schema.type() == Schema.Type.BYTES;
        return carried && element.placeholder() != null ? List.of(element.placeholder()) : null;
    }
}
