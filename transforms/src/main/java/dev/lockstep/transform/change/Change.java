package dev.lockstep.transform.change;

import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.EnvelopeLayout;
import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.event.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * A record's value as a change event, of Lockstep or of any Debezium connector, with schema or
 * without. A view: nothing is copied, and parts are read when asked for.
 *
 * <p>For what it does not offer there is {@link #event()}, the full reader.
 */
public final class Change {

    private final EnvelopeLayout layout;
    private final Object value;
    private final Object source;
    private final Operation operation;

    /**
     * @param layout null for a map
     * @param value a Struct or a Map, as are the images and the source block in it
     */
    Change(EnvelopeLayout layout, Object value, Object source, Operation operation) {
        this.layout = layout;
        this.value = value;
        this.source = source;
        this.operation = operation;
    }

    /** The change that a value without a schema is; null when it is none. */
    static Change of(Map<?, ?> value) {
        if (!(value.get(FieldNames.OP) instanceof String code)
                || !(value.get(FieldNames.SOURCE) instanceof Map<?, ?> source)) {
            return null;
        }
        Operation operation = Operation.lookup(code);
        return operation == null || !hasContent(value, operation)
                ? null
                : new Change(null, value, source, operation);
    }

    /** A converter may leave out null images, but an event of a row has the one that matters. */
    private static boolean hasContent(Map<?, ?> value, Operation operation) {
        return switch (operation) {
            case INSERT, UPDATE, READ -> value.containsKey(FieldNames.AFTER);
            case DELETE ->
                    value.containsKey(FieldNames.BEFORE) || value.containsKey(FieldNames.TS_MS);
            case TRUNCATE -> true;
            case MESSAGE -> value.containsKey(FieldNames.MESSAGE);
        };
    }

    public Operation operation() {
        return operation;
    }

    /** The envelope: a Struct, or a Map where the converter keeps no schema. */
    public Object value() {
        return value;
    }

    /** Whether the envelope is a Struct. */
    public boolean hasSchema() {
        return layout != null;
    }

    /** The source block: a Struct or a Map, as {@link #value()}. */
    public Object source() {
        return source;
    }

    /** The image before the change as it is: Struct, Map, MongoDB's JSON text, or null. */
    public Object beforeImage() {
        return layout == null
                ? ((Map<?, ?>) value).get(FieldNames.BEFORE)
                : layout.before((Struct) value);
    }

    /** The image after the change as it is: Struct, Map, MongoDB's JSON text, or null. */
    public Object afterImage() {
        return layout == null
                ? ((Map<?, ?>) value).get(FieldNames.AFTER)
                : layout.after((Struct) value);
    }

    /** The row before the change; null without one. */
    public Row before() {
        return Images.row(beforeImage());
    }

    /** The row after the change; null without one. */
    public Row after() {
        return Images.row(afterImage());
    }

    /** Names of the columns the update changed, as the event says; null where it does not say. */
    public Collection<?> changedFields() {
        Object names =
                layout == null
                        ? ((Map<?, ?>) value).get(FieldNames.CHANGED_FIELDS)
                        : layout.changedFields((Struct) value);
        return names instanceof Collection<?> list ? list : null;
    }

    /** Names of the columns whose value the log did not carry, as the event says. */
    public Collection<?> unavailableFields() {
        Object names =
                layout == null
                        ? ((Map<?, ?>) value).get(FieldNames.UNAVAILABLE_FIELDS)
                        : layout.unavailableFields((Struct) value);
        return names instanceof Collection<?> list ? list : List.of();
    }

    /**
     * Whether the event comes from where updates name their changed columns wherever those are
     * known: none named then means that the before image is not whole.
     */
    public boolean tellsChangedFields() {
        return layout == null
                ? ((Map<?, ?>) value).containsKey(FieldNames.CHANGED_FIELDS)
                        || ((Map<?, ?>) source).containsKey(FieldNames.ORDINAL)
                : layout.tellsChangedFields();
    }

    /** Null where the source block has none. */
    public String database() {
        return layout == null ? text(FieldNames.DB) : layout.source().database((Struct) source);
    }

    /** Null for databases that have no schemas, such as MySQL. */
    public String schema() {
        return layout == null ? text(FieldNames.SCHEMA) : layout.source().schema((Struct) source);
    }

    /** The table, or MongoDB's collection; null where the source block has none. */
    public String table() {
        if (layout != null) {
            return layout.source().table((Struct) source);
        }
        String table = text(FieldNames.TABLE);
        return table == null ? text(FieldNames.COLLECTION) : table;
    }

    /** The same event through the reader that knows every field; read anew at each call. */
    public ChangeEvent event() {
        return ChangeEvent.of(value).orElseThrow();
    }

    private String text(String name) {
        return ((Map<?, ?>) source).get(name) instanceof String text ? text : null;
    }
}
