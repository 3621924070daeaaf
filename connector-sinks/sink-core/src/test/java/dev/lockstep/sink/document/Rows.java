package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Rows, and what becomes of them. */
final class Rows {

    private Rows() {}

    static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).version(1).optional().build();
    }

    /** A row of one column, {@code c}. */
    static RowImage of(Schema schema, Object value) {
        RowShape shape = new RowShape(List.of(new RowShape.Column("c", schema, false)));
        return new RowImage(shape, new Object[] {value}, null, null);
    }

    /** The JSON of one value. */
    static String json(Schema schema, Object value) {
        return json(schema, value, DocumentOptions.DEFAULTS);
    }

    static String json(Schema schema, Object value, DocumentOptions options) {
        JsonBytes out = new JsonBytes();
        new DocumentWriter(options).writeValue(of(schema, value), 0, out);
        return text(out);
    }

    static String text(JsonBytes out) {
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }
}
