package dev.lockstep.sink.typesense.collection;

import dev.lockstep.sink.document.DocumentColumn;
import dev.lockstep.sink.document.JsonType;

/** The server's types for columns. */
final class FieldType {

    private FieldType() {}

    /** The type of a column's field; null for a column that is stored without one. */
    static String of(DocumentColumn column) {
        String element = element(column);
        return element == null || !column.array() ? element : element + "[]";
    }

    private static String element(DocumentColumn column) {
        return switch (column.kind()) {
            case BOOLEAN -> "bool";
            case INTEGER -> "int32";
            case LONG -> "int64";
            case FLOAT, DOUBLE -> "float";
            case DECIMAL -> column.type() == JsonType.NUMBER ? "float" : "string";
            case DATE, TIMESTAMP, TIMESTAMP_TZ ->
                    column.type() == JsonType.NUMBER ? "int64" : "string";
            case TEXT, ENUM, UUID, TIME, TIME_TZ, INTERVAL, BITS -> "string";
            case JSON -> column.type() == JsonType.STRING ? "string" : "object";
            case OBJECT, MAP -> "object";
            // Nobody searches in these, and every field is held in memory.
            case BYTES, GEOMETRY, VECTOR, SPARSE_VECTOR -> null;
            case UNKNOWN -> column.array() ? null : "auto";
        };
    }
}
