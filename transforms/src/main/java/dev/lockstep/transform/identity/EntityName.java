package dev.lockstep.transform.identity;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.ConnectRecord;

/** What an event is about: its table, or the prefix of a logical message. */
public final class EntityName {

    private static final Map<Operation, String> OPERATIONS =
            Stream.of(Operation.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    operation -> operation,
                                    operation -> operation.name().toLowerCase(Locale.ROOT)));

    private final ColumnReader message = new ColumnReader(FieldNames.MESSAGE);
    private final ColumnReader prefix = new ColumnReader("prefix");

    /** The name without what stands in front of it; null for an event that has none. */
    public String of(ConnectRecord<?> record, Change change) {
        return change.operation() == Operation.MESSAGE
                ? KeyText.part(prefix.read(message.read(change.value())))
                : change.table();
    }

    /** The operation in words: {@code update}. */
    public static String operation(Operation operation) {
        return OPERATIONS.get(operation);
    }
}
