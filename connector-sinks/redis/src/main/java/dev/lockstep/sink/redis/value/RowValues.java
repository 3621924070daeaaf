package dev.lockstep.sink.redis.value;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.document.DocumentWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;

/** Writes rows as texts and as fields. For one thread. */
public final class RowValues {

    private static final int CAPACITY = 1_000;

    private final DocumentWriter writer;
    private final JsonBytes buffer = new JsonBytes();
    private final IdentityHashMap<RowShape, byte[][]> names = new IdentityHashMap<>();

    public RowValues(DocumentOptions options) {
        writer = new DocumentWriter(options);
    }

    /** A row as JSON. */
    public byte[] text(RowImage row) {
        buffer.clear();
        writer.write(row, buffer);
        return buffer.toBytes();
    }

    /**
     * A row as JSON, with the columns that it does not tell taken from the one that is stored.
     *
     * @return null when that lacks them
     */
    public byte[] text(RowImage row, byte[] stored) {
        StoredDocument document = StoredDocument.parse(stored);
        if (document == null) {
            return null;
        }
        buffer.clear();
        writer.writeMembers(row, buffer);
        return document.complete(row, buffer.toBytes(), buffer);
    }

    /**
     * A row as fields: name and value by turns. Columns that are NULL or not known are left out.
     *
     * @param nulls takes the names of columns that are NULL; null where they do not matter
     */
    public List<byte[]> fields(RowImage row, List<byte[]> nulls) {
        byte[][] columns = names(row.shape());
        BitSet unavailable = row.unavailable();
        List<byte[]> fields = new ArrayList<>(2 * columns.length);
        for (int i = 0; i < columns.length; i++) {
            if (unavailable != null && unavailable.get(i)) {
                continue;
            }
            if (row.value(i) == null && row.exactText(i) == null) {
                if (nulls != null) {
                    nulls.add(columns[i]);
                }
                continue;
            }
            fields.add(columns[i]);
            fields.add(value(row, i));
        }
        return fields;
    }

    /** The value of one column: JSON, but texts as they are. */
    private byte[] value(RowImage row, int column) {
        buffer.clear();
        writer.writeValue(row, column, buffer);
        return JsonStrings.plain(buffer.toBytes());
    }

    private byte[][] names(RowShape shape) {
        if (names.size() >= CAPACITY) {
            names.clear();
        }
        return names.computeIfAbsent(
                shape,
                added ->
                        added.columns().stream()
                                .map(column -> column.name().getBytes(StandardCharsets.UTF_8))
                                .toArray(byte[][]::new));
    }
}
