package dev.lockstep.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Writes a schema as JSON, in the form in which records carry it. */
final class SchemaWriter {

    private final JsonBytes out;
    private final JsonOptions options;

    SchemaWriter(JsonBytes out, JsonOptions options) {
        this.out = out;
        this.options = options;
    }

    /**
     * @param schema may be null, as that of a record
     */
    void write(Schema schema) {
        if (schema == null) {
            ValueWriter.nullText(out);
        } else {
            attributes(schema);
            out.raw('}');
        }
    }

    /** Everything but the closing brace, for a field adds its name. */
    private void attributes(Schema schema) {
        out.raw("{\"type\":\"" + type(schema.type()) + '"');
        switch (schema.type()) {
            case ARRAY -> nested("items", schema.valueSchema());
            case MAP -> {
                nested("keys", schema.keySchema());
                nested("values", schema.valueSchema());
            }
            case STRUCT -> fields(schema.fields());
            default -> {}
        }
        out.raw(",\"optional\":" + schema.isOptional());
        text("name", schema.name());
        if (schema.version() != null) {
            out.raw(",\"version\":" + schema.version());
        }
        text("doc", schema.doc());
        if (schema.parameters() != null) {
            parameters(schema.parameters());
        }
        if (schema.defaultValue() != null) {
            out.raw(",\"default\":");
            new ValueWriter(schema, options).write(out, schema.defaultValue());
        }
    }

    private static String type(Schema.Type type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private void nested(String name, Schema schema) {
        out.raw(",\"" + name + "\":");
        write(schema);
    }

    private void fields(List<Field> fields) {
        out.raw(",\"fields\":[");
        boolean first = true;
        for (Field field : fields) {
            if (!first) {
                out.raw(',');
            }
            attributes(field.schema());
            text("field", field.name());
            out.raw('}');
            first = false;
        }
        out.raw(']');
    }

    private void text(String name, String value) {
        if (value != null) {
            out.raw(",\"" + name + "\":");
            out.string(value);
        }
    }

    private void parameters(Map<String, String> parameters) {
        out.raw(",\"parameters\":");
        SchemalessWriter.write(out, parameters);
    }
}
