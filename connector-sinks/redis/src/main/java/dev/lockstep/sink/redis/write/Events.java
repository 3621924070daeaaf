package dev.lockstep.sink.redis.write;

import dev.lockstep.event.Operation;
import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.template.RowTemplate;
import dev.lockstep.sink.template.Template;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;

/** What streams and messages tell of a change besides the row. For one thread. */
final class Events {

    private static final int CAPACITY = 1_000;
    private static final RowShape NO_COLUMNS = new RowShape(List.of());
    private static final RowImage NO_ROW = new RowImage(NO_COLUMNS, new Object[0], null, null);

    private final Template template;
    private final IdentityHashMap<SourceTable, IdentityHashMap<RowShape, RowTemplate>> bound =
            new IdentityHashMap<>();
    private final JsonBytes buffer = new JsonBytes();

    /**
     * @param template that is filled for each change
     */
    Events(Template template) {
        this.template = template;
    }

    /** The template for a change; null where a column of it is not known. */
    String fill(Change change) {
        RowImage row = change instanceof RowChange each ? each.row() : NO_ROW;
        IdentityHashMap<RowShape, RowTemplate> shapes =
                bound.computeIfAbsent(table(change), added -> new IdentityHashMap<>());
        if (shapes.size() >= CAPACITY) {
            shapes.clear();
        }
        return shapes.computeIfAbsent(row.shape(), shape -> template.bind(table(change), shape))
                .fill(row);
    }

    static SourceTable table(Change change) {
        return change instanceof RowChange row ? row.table() : ((Truncate) change).table();
    }

    /** The letter of the operation, as in Debezium's envelope. */
    static String operation(Change change) {
        if (change instanceof Upsert upsert) {
            return upsert.operation().code();
        }
        return (change instanceof Truncate ? Operation.TRUNCATE : Operation.DELETE).code();
    }

    /** A message that tells which keys a change concerns. */
    byte[] message(Change change, List<String> keys) {
        buffer.clear();
        buffer.raw("{\"op\":\"".getBytes(StandardCharsets.US_ASCII));
        buffer.raw(operation(change));
        buffer.raw("\",\"table\":".getBytes(StandardCharsets.US_ASCII));
        buffer.string(table(change).table());
        buffer.raw(",\"keys\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0) {
                buffer.raw(',');
            }
            buffer.string(keys.get(i));
        }
        buffer.raw(']');
        if (change.place().position() >= 0) {
            buffer.raw(",\"position\":".getBytes(StandardCharsets.US_ASCII));
            buffer.number(change.place().position());
        }
        buffer.raw('}');
        return buffer.toBytes();
    }
}
