package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.TemporalFormat;
import dev.lockstep.sink.document.DocumentColumn;
import dev.lockstep.sink.document.JsonType;
import dev.lockstep.sink.opensearch.config.DecimalMapping;
import dev.lockstep.sink.opensearch.config.MappingOptions;
import dev.lockstep.sink.opensearch.config.StringMapping;
import dev.lockstep.sink.opensearch.config.TimestampMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Says what fields columns become, as members of {@code properties} of a mapping. */
final class FieldTypes {

    /** Numbers with a fraction pass through binary floating point on their way into the index. */
    private static final int EXACT_IN_DOUBLE = 15;

    private static final int EXACT_IN_LONG = 18;

    /** Longer ones are in the document only: 32766 bytes are the most that the index takes. */
    private static final int MAX_KEYWORD = 8_191;

    private static final int MAX_SUBFIELD = 256;

    private final DocumentOptions documents;
    private final MappingOptions options;
    private final Supplier<String> flattened;

    /**
     * @param flattened the server's name for the type of {@code mapping.json=flattened}; asked for
     *     when it is needed
     */
    FieldTypes(DocumentOptions documents, MappingOptions options, Supplier<String> flattened) {
        this.documents = documents;
        this.options = options;
        this.flattened = flattened;
    }

    /** The fields of a shape's columns, but for those that the server must find the type of. */
    Map<String, Object> of(RowShape shape) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (DocumentColumn column : DocumentColumn.of(shape, documents)) {
            add(column, fields);
        }
        return fields;
    }

    private void add(DocumentColumn column, Map<String, Object> fields) {
        Map<String, Object> field = FieldNames.areLegal(column.name()) ? of(column) : null;
        if (field != null) {
            fields.put(column.name(), field);
        }
    }

    /** Null where the server must find the type. */
    private Map<String, Object> of(DocumentColumn column) {
        return switch (column.kind()) {
            case BOOLEAN -> type("boolean");
            case INTEGER -> type("integer");
            case LONG -> type("long");
            case FLOAT -> tolerant("float");
            case DOUBLE -> tolerant("double");
            case DECIMAL -> decimal(column);
            case TEXT -> text();
            case ENUM, UUID, TIME, TIME_TZ, INTERVAL, BITS -> keyword();
            case DATE -> date("date");
            case TIMESTAMP, TIMESTAMP_TZ ->
                    date(options.timestamps() == TimestampMapping.DATE ? "date" : "date_nanos");
            case BYTES -> type("binary");
            case JSON -> column.type() == JsonType.STRING ? text() : json();
            case MAP -> json();
            case OBJECT -> object(column.schema());
            case VECTOR -> Map.of("type", "float", "index", false);
            case GEOMETRY, SPARSE_VECTOR -> stored();
            case UNKNOWN -> null;
        };
    }

    private static Map<String, Object> type(String name) {
        return Map.of("type", name);
    }

    /** Of values that may turn out not to be searchable: NaN, infinity, years before Christ. */
    private Map<String, Object> tolerant(String name) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("type", name);
        if (options.ignoreMalformed()) {
            field.put("ignore_malformed", true);
        }
        return field;
    }

    private static Map<String, Object> keyword() {
        return Map.of("type", "keyword", "ignore_above", MAX_KEYWORD);
    }

    private static Map<String, Object> stored() {
        return Map.of("type", "object", "enabled", false);
    }

    private Map<String, Object> text() {
        if (options.strings() == StringMapping.KEYWORD) {
            return keyword();
        }
        Map<String, Object> exact = Map.of("type", "keyword", "ignore_above", MAX_SUBFIELD);
        return Map.of("type", "text", "fields", Map.of("keyword", exact));
    }

    private Map<String, Object> decimal(DocumentColumn column) {
        if (options.decimals() == DecimalMapping.DOUBLE) {
            return tolerant("double");
        }
        boolean told = column.precision() >= 0 && column.scale() >= 0;
        if (options.decimals() == DecimalMapping.KEYWORD || !told) {
            return keyword();
        }
        if (column.scale() == 0 && column.precision() <= EXACT_IN_LONG) {
            return tolerant("long");
        }
        if (column.precision() > EXACT_IN_DOUBLE || column.scale() > EXACT_IN_DOUBLE) {
            return keyword();
        }
        Map<String, Object> field = tolerant("scaled_float");
        field.put("scaling_factor", Math.round(Math.pow(10, column.scale())));
        return field;
    }

    private Map<String, Object> date(String name) {
        if (documents.temporals() == TemporalFormat.EPOCH_MICROS) {
            return tolerant("long");
        }
        Map<String, Object> field = tolerant(name);
        if (documents.temporals() != TemporalFormat.ISO) {
            field.put(
                    "format",
                    documents.temporals() == TemporalFormat.EPOCH_SECONDS
                            ? "epoch_second"
                            : "epoch_millis");
        }
        return field;
    }

    /** Null for whatever the server finds. */
    private Map<String, Object> json() {
        return switch (options.json()) {
            case DYNAMIC -> null;
            case FLATTENED -> type(flattened.get());
            case STORED -> stored();
        };
    }

    private Map<String, Object> object(Schema schema) {
        Schema struct = schema;
        while (struct.type() == Schema.Type.ARRAY) {
            struct = struct.valueSchema();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (Field member : struct.fields()) {
            add(DocumentColumn.of(member.name(), member.schema(), documents), members);
        }
        return Map.of("properties", members);
    }

    /** The fields that documents have beside their columns. */
    static Map<String, Object> own(boolean deletes, boolean tables) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (deletes) {
            fields.put(OwnFields.DELETED, type("boolean"));
            fields.put(OwnFields.DELETED_AT, Map.of("type", "date", "format", "epoch_millis"));
        }
        if (tables) {
            fields.put(OwnFields.TABLE, keyword());
        }
        return fields;
    }

    /** The server's name of a type in a mapping; that of objects is often left out. */
    static String typeOf(Map<?, ?> field) {
        Object type = field.get("type");
        return type == null ? "object" : type.toString().toLowerCase(Locale.ROOT);
    }

    /** The members of an object's field; empty of others. */
    static Map<?, ?> membersOf(Map<?, ?> field) {
        return field.get("properties") instanceof Map<?, ?> members ? members : Map.of();
    }

    /** The parts of a name, which stand for objects within objects. */
    static List<String> path(String name) {
        return List.of(name.split("\\."));
    }
}
