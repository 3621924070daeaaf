package dev.lockstep.transform.expression;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import dev.lockstep.event.Operation;
import dev.lockstep.event.Row;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangedColumns;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;

/** What the variables of an expression stand for in one event; each is made when it is named. */
final class EventVariables implements CelVariableResolver {

    static final String OP = "op";
    static final String BEFORE = "before";
    static final String AFTER = "after";
    static final String SOURCE = "source";
    static final String KEY = "key";
    static final String HEADERS = "headers";
    static final String CHANGED = "changed";

    /** The values that {@code op} takes. */
    static final List<String> OPERATIONS =
            Stream.of(Operation.values()).map(EventVariables::name).toList();

    private static final Map<Operation, Optional<Object>> OP_VALUES =
            new EnumMap<>(Operation.class);

    static {
        for (Operation operation : Operation.values()) {
            OP_VALUES.put(operation, Optional.of(name(operation)));
        }
    }

    private final ConnectRecord<?> record;
    private final Change change;
    private final NullWatch nulls;

    EventVariables(ConnectRecord<?> record, Change change, NullWatch nulls) {
        this.record = record;
        this.change = change;
        this.nulls = nulls;
    }

    private static String name(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case OP -> OP_VALUES.get(change.operation());
            case BEFORE -> Optional.of(new RowValue(change.before(), nulls));
            case AFTER -> Optional.of(new RowValue(change.after(), nulls));
            case SOURCE -> Optional.of(ColumnValues.of(change.source(), nulls));
            case KEY -> Optional.of(key());
            case HEADERS -> Optional.of(new RowValue(Row.of(headers()), nulls));
            case CHANGED -> Optional.of(changed());
            default -> Optional.empty();
        };
    }

    private Object key() {
        Object key = record.key();
        return key == null || key instanceof Struct || key instanceof Map
                ? new RowValue(row(key), nulls)
                : ColumnValues.of(key, nulls);
    }

    private static Row row(Object key) {
        if (key instanceof Struct struct) {
            return Row.of(struct);
        }
        return key instanceof Map<?, ?> map ? Row.of(map) : null;
    }

    /** The last one of each name counts. */
    private Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }

    private Object changed() {
        List<String> changed = ChangedColumns.of(change);
        if (changed == null) {
            nulls.met();
            return NullValue.NULL_VALUE;
        }
        return changed;
    }
}
