package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/**
 * Writes rows as JSON objects: one member per column whose value is known, in the order of the
 * shape. There is no line break in what it writes. Plans are kept by shape. For one thread.
 *
 * <p>A value of another class than its schema's ends in a {@link TargetException.BadRecord}, with
 * nothing of the row left in the buffer.
 */
public final class DocumentWriter {

    /** More shapes than a topic has in its life; a source that makes more starts anew. */
    private static final int CAPACITY = 1_000;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final ValueWriters writers;
    private final UnaryOperator<String> names;
    private final IdentityHashMap<RowShape, ColumnWriter[]> plans = new IdentityHashMap<>();
    private RowShape latestShape;
    private ColumnWriter[] latest;

    /** For documents whose members are named like the columns. */
    public DocumentWriter(DocumentOptions options) {
        this(options, UnaryOperator.identity());
    }

    /**
     * For documents whose members have names of their own.
     *
     * @param names from a column's name to its member's; null leaves it out
     */
    public DocumentWriter(DocumentOptions options, UnaryOperator<String> names) {
        this.writers = new ValueWriters(options);
        this.names = names;
    }

    /** Writes a row. Columns whose value is not known are left out. */
    public void write(RowImage row, JsonBytes out) {
        int start = out.length();
        out.raw('{');
        members(row, out, start);
        out.raw('}');
    }

    /**
     * Writes a row without braces, so that callers may add members of their own.
     *
     * @return whether there was anything to write
     */
    public boolean writeMembers(RowImage row, JsonBytes out) {
        int start = out.length();
        members(row, out, start);
        return out.length() > start;
    }

    private void members(RowImage row, JsonBytes out, int start) {
        ColumnWriter[] columns = plan(row.shape());
        BitSet unavailable = row.unavailable();
        int i = 0;
        try {
            boolean first = true;
            for (; i < columns.length; i++) {
                if (columns[i].prefix() == null || (unavailable != null && unavailable.get(i))) {
                    continue;
                }
                if (!first) {
                    out.raw(',');
                }
                first = false;
                out.raw(columns[i].prefix());
                value(row, i, columns[i].writer(), out);
            }
        } catch (RuntimeException e) {
            throw unfit(row, i, out, start);
        }
    }

    /** Writes the value of one column, in quotes where it is text. */
    public void writeValue(RowImage row, int column, JsonBytes out) {
        int start = out.length();
        try {
            value(row, column, plan(row.shape())[column].writer(), out);
        } catch (RuntimeException e) {
            throw unfit(row, column, out, start);
        }
    }

    private static void value(RowImage row, int column, ValueWriter writer, JsonBytes out) {
        String exact = row.exactText(column);
        if (exact != null) {
            out.string(exact);
            return;
        }
        Object value = row.value(column);
        if (value == null) {
            out.raw(NULL);
        } else {
            writer.write(value, out);
        }
    }

    /** The cause is left out: its message may hold the value. */
    private static TargetException.BadRecord unfit(
            RowImage row, int column, JsonBytes out, int start) {
        out.cut(start);
        Object value = row.value(column);
        return new TargetException.BadRecord(
                "Cannot write column "
                        + row.shape().columns().get(column).name()
                        + ": its record holds a value of class "
                        + (value == null ? "null" : value.getClass().getSimpleName())
                        + " that its schema does not allow or that is out of range. Look for a"
                        + " transform or a converter that changes values but not their schema.",
                null);
    }

    @SuppressWarnings("ReferenceEquality") // shapes are the same object when they are the same
    private ColumnWriter[] plan(RowShape shape) {
        if (shape != latestShape) {
            if (plans.size() >= CAPACITY) {
                plans.clear();
            }
            latest = plans.computeIfAbsent(shape, this::compile);
            latestShape = shape;
        }
        return latest;
    }

    private ColumnWriter[] compile(RowShape shape) {
        JsonBytes prefix = new JsonBytes();
        ColumnWriter[] columns = new ColumnWriter[shape.size()];
        for (int i = 0; i < columns.length; i++) {
            RowShape.Column column = shape.columns().get(i);
            String name = names.apply(column.name());
            columns[i] = new ColumnWriter(prefix(name, prefix), writers.of(column.schema()));
        }
        return columns;
    }

    private static byte[] prefix(String name, JsonBytes buffer) {
        if (name == null) {
            return null;
        }
        buffer.clear();
        buffer.string(name);
        buffer.raw(':');
        return buffer.toBytes();
    }

    /**
     * What is done with one column.
     *
     * @param prefix its name, quoted, and a colon; null when it is left out
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record ColumnWriter(byte[] prefix, ValueWriter writer) {}
}
