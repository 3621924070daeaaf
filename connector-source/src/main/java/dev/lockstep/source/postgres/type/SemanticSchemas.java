package dev.lockstep.source.postgres.type;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Debezium's semantic types: Connect schemas whose name says what the primitive means. */
final class SemanticSchemas {

    static final String VARIABLE_SCALE_DECIMAL = "io.debezium.data.VariableScaleDecimal";

    private SemanticSchemas() {}

    static SchemaBuilder string(String name) {
        return SchemaBuilder.string().name(name).version(1);
    }

    static SchemaBuilder int32(String name) {
        return SchemaBuilder.int32().name(name).version(1);
    }

    static SchemaBuilder int64(String name) {
        return SchemaBuilder.int64().name(name).version(1);
    }

    static SchemaBuilder json() {
        return string("io.debezium.data.Json");
    }

    static SchemaBuilder enumeration(List<String> labels) {
        return string("io.debezium.data.Enum").parameter("allowed", String.join(",", labels));
    }

    static SchemaBuilder bits(int length) {
        return SchemaBuilder.bytes()
                .name("io.debezium.data.Bits")
                .version(1)
                .parameter("length", Integer.toString(length));
    }

    static SchemaBuilder variableScaleDecimal() {
        return SchemaBuilder.struct()
                .name(VARIABLE_SCALE_DECIMAL)
                .version(1)
                .doc("Variable scaled decimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA);
    }

    static SchemaBuilder point() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Point")
                .version(1)
                .doc("Geometry (POINT)")
                .field("x", Schema.FLOAT64_SCHEMA)
                .field("y", Schema.FLOAT64_SCHEMA)
                .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    /** Optional in every column: so does Debezium. */
    static SchemaBuilder geometry() {
        return wellKnownBinary("Geometry").optional();
    }

    static SchemaBuilder geography() {
        return wellKnownBinary("Geography");
    }

    private static SchemaBuilder wellKnownBinary(String kind) {
        return SchemaBuilder.struct()
                .name("io.debezium.data.geometry." + kind)
                .version(1)
                .doc(kind)
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    static SchemaBuilder doubleVector() {
        return SchemaBuilder.array(Schema.FLOAT64_SCHEMA)
                .name("io.debezium.data.DoubleVector")
                .version(1);
    }

    static SchemaBuilder floatVector() {
        return SchemaBuilder.array(Schema.FLOAT32_SCHEMA)
                .name("io.debezium.data.FloatVector")
                .version(1);
    }

    static SchemaBuilder sparseDoubleVector() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.SparseDoubleVector")
                .version(1)
                .doc("Sparse double vector")
                .field("dimensions", Schema.INT16_SCHEMA)
                .field(
                        "vector",
                        SchemaBuilder.map(Schema.INT16_SCHEMA, Schema.FLOAT64_SCHEMA).build());
    }
}
