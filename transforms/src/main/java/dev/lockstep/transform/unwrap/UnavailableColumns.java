package dev.lockstep.transform.unwrap;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Names the columns of an updated row whose value the log did not carry: as the event says, or,
 * where events do not say it, those that hold the placeholder.
 */
public final class UnavailableColumns {

    private static final Set<Schema.Type> HOLDS_PLACEHOLDER =
            EnumSet.of(Schema.Type.STRING, Schema.Type.BYTES, Schema.Type.ARRAY, Schema.Type.MAP);

    private final String placeholder;
    private final byte[] placeholderBytes;
    private final ColumnReader ordinal = new ColumnReader(FieldNames.ORDINAL);
    private final SchemaCache<List<Field>> candidates =
            new SchemaCache<>(UnavailableColumns::candidates);

    public UnavailableColumns(String placeholder) {
        this.placeholder = placeholder;
        this.placeholderBytes = placeholder.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Field> candidates(Schema row) {
        return row.fields().stream()
                .filter(field -> HOLDS_PLACEHOLDER.contains(field.schema().type()))
                .toList();
    }

    /** Empty for none. */
    public Collection<?> of(Change change) {
        if (change.operation() != Operation.UPDATE) {
            return List.of();
        }
        Collection<?> told = change.unavailableFields();
        if (!told.isEmpty() || ordinal.isIn(change.source())) {
            return told;
        }
        Object row = change.afterImage();
        if (row instanceof Struct struct) {
            return find(struct);
        }
        return row instanceof Map<?, ?> map ? find(map) : List.of();
    }

    private List<String> find(Struct row) {
        List<String> found = null;
        List<Field> fields = candidates.get(row.schema());
        for (int i = 0; i < fields.size(); i++) {
            if (isPlaceholder(row.get(fields.get(i)))) {
                found = found == null ? new ArrayList<>() : found;
                found.add(fields.get(i).name());
            }
        }
        return found == null ? List.of() : found;
    }

    private List<?> find(Map<?, ?> row) {
        return row.entrySet().stream()
                .filter(column -> isPlaceholder(column.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isPlaceholder(Object value) {
        if (value instanceof String text) {
            return placeholder.equals(text);
        }
        if (value instanceof List<?> list) {
            return list.size() == 1 && placeholder.equals(list.get(0));
        }
        if (value instanceof Map<?, ?> map) {
            return map.size() == 1 && map.containsKey(placeholder);
        }
        if (value instanceof byte[] bytes) {
            return Arrays.equals(placeholderBytes, bytes);
        }
        return value instanceof ByteBuffer bytes
                && bytes.remaining() == placeholderBytes.length
                && bytes.equals(ByteBuffer.wrap(placeholderBytes));
    }
}
