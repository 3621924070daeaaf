package dev.lockstep.transform.change;

import dev.lockstep.event.Operation;
import dev.lockstep.event.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Which columns an update changed: as the event says, else by comparing its images.
 *
 * <p>A value that the log did not carry because it did not change counts as unchanged.
 */
public final class ChangedColumns {

    /** What stands for such a value, unless a connector is configured otherwise. */
    public static final String UNAVAILABLE = "__debezium_unavailable_value";

    /** Whether a column was changed by an update. */
    public enum Answer {
        CHANGED,
        UNCHANGED,
        /** The event has no full before image, and does not say either. */
        UNKNOWN
    }

    private ChangedColumns() {}

    /** Whether an update changed a column. To be asked about updates only. */
    public static Answer ask(Change update, ColumnReader column) {
        Collection<?> told = update.changedFields();
        if (told != null) {
            return answer(told.contains(column.name()));
        }
        if (update.tellsChangedFields()) {
            return Answer.UNKNOWN;
        }
        Object before = update.beforeImage();
        Object after = update.afterImage();
        if (before == null || after == null) {
            List<String> described = UpdateDescription.columns(update);
            return described == null ? Answer.UNKNOWN : answer(described.contains(column.name()));
        }
        return answer(
                differs(column.read(before), column.read(after))
                        && !update.unavailableFields().contains(column.name()));
    }

    private static Answer answer(boolean changed) {
        return changed ? Answer.CHANGED : Answer.UNCHANGED;
    }

    /**
     * Names of the changed columns, in the order of the row; null where that cannot be known: the
     * event is no update, or it has no full before image.
     */
    public static List<String> of(Change change) {
        if (change.operation() != Operation.UPDATE) {
            return null;
        }
        Collection<?> told = change.changedFields();
        if (told != null) {
            return told.stream().map(String::valueOf).toList();
        }
        return change.tellsChangedFields() ? null : compare(change);
    }

    private static List<String> compare(Change change) {
        Object before = change.beforeImage();
        Object after = change.afterImage();
        if (before instanceof Struct old
                && after instanceof Struct fresh
                && old.schema() == fresh.schema()) {
            return compare(old, fresh, change.unavailableFields());
        }
        Row old = Images.row(before);
        Row fresh = Images.row(after);
        return old == null || fresh == null
                ? UpdateDescription.columns(change)
                : compare(old, fresh, change.unavailableFields());
    }

    private static List<String> compare(Struct before, Struct after, Collection<?> unavailable) {
        List<String> changed = new ArrayList<>();
        List<Field> fields = after.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (differs(value(before, field), value(after, field))
                    && !unavailable.contains(field.name())) {
                changed.add(field.name());
            }
        }
        return changed;
    }

    private static Object value(Struct row, Field field) {
        Schema schema = field.schema();
        return schema.defaultValue() == null ? row.get(field) : row.getWithoutDefault(field.name());
    }

    private static List<String> compare(Row before, Row after, Collection<?> unavailable) {
        return after.columns().stream()
                .filter(column -> differs(before.value(column), after.value(column)))
                .filter(column -> !unavailable.contains(column))
                .toList();
    }

    private static boolean differs(Object before, Object after) {
        if (Objects.equals(before, after)) {
            return false;
        }
        boolean sameBytes = after instanceof byte[] && Objects.deepEquals(before, after);
        return !sameBytes && !UNAVAILABLE.equals(after);
    }
}
