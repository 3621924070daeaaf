package dev.lockstep.source.postgres.pgoutput;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The columns of one row image as a view over the frame that carried them: no value is copied or
 * looked at.
 *
 * <p>Columns stand in the order of the {@link PgOutputMessage.Relation} last sent for the same
 * relation. Nothing here knows that relation: compare {@link #size()} with its column count before
 * use. A tuple keeps its whole frame reachable and is safe to share between threads as long as
 * nobody writes to the frame.
 */
public final class Tuple {

    /** What the log carries of one column. */
    public enum Kind {
        NULL,
        /**
         * An out-of-line (TOAST) value that the update did not change, so the log does not hold it.
         * It occurs in new tuples even with REPLICA IDENTITY FULL, where the old tuple has the
         * value.
         */
        UNCHANGED,
        TEXT,
        /**
         * Only where {@code binary} was asked for, and then next to TEXT in one tuple: types
         * without a send function are always text.
         */
        BINARY
    }

    private static final int VALUE = 1 + Integer.BYTES;

    private final byte[] buffer;

    /**
     * Per column the index of its kind byte; the length of a value is read from the frame itself.
     */
    private final int[] cells;

    Tuple(byte[] buffer, int[] cells) {
        this.buffer = buffer;
        this.cells = cells;
    }

    static Tuple read(FrameReader in) {
        int columns = in.checkedCount(in.int16("column count"), 1, "column count");
        int[] cells = new int[columns];
        for (int i = 0; i < columns; i++) {
            cells[i] = in.position();
            switch (in.int8("column kind")) {
                case 'n', 'u' -> {}
                case 't', 'b' -> in.skipCounted("column length");
                default -> throw in.malformed("column kind is none of n, u, t and b");
            }
        }
        return new Tuple(in.buffer(), cells);
    }

    /** Without the columns from this one on. */
    public Tuple first(int columns) {
        return columns == cells.length ? this : new Tuple(buffer, Arrays.copyOf(cells, columns));
    }

    /**
     * The same row with every UNCHANGED value taken from another image of it.
     *
     * @param from the row as it was before, with as many columns
     */
    public Tuple filledFrom(Tuple from) {
        ByteArrayOutputStream filled = new ByteArrayOutputStream(buffer.length);
        int[] places = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            Tuple holder = kind(i) == Kind.UNCHANGED ? from : this;
            places[i] = filled.size();
            filled.write(holder.buffer, holder.cells[i], holder.cellEnd(i) - holder.cells[i]);
        }
        return new Tuple(filled.toByteArray(), places);
    }

    /** The number of columns. */
    public int size() {
        return cells.length;
    }

    /** The frame itself, not a copy: read only. */
    public byte[] buffer() {
        return buffer;
    }

    public Kind kind(int column) {
        return switch (buffer[cells[column]]) {
            case 'n' -> Kind.NULL;
            case 'u' -> Kind.UNCHANGED;
            case 't' -> Kind.TEXT;
            default -> Kind.BINARY;
        };
    }

    /** Where the value starts in {@link #buffer()}; means nothing for NULL and UNCHANGED. */
    public int offset(int column) {
        return cells[column] + VALUE;
    }

    /** The bytes of the value, or -1 for NULL and UNCHANGED. */
    public int length(int column) {
        return hasValue(column) ? FrameReader.int32At(buffer, cells[column] + 1) : -1;
    }

    /**
     * Whether two columns look the same on the wire: the same kind and the same bytes. Says nothing
     * about values where either is UNCHANGED, and may be false for equal values, as text may have
     * more than one form.
     */
    public boolean sameBytes(int column, Tuple other, int otherColumn) {
        return Arrays.equals(
                buffer,
                cells[column],
                cellEnd(column),
                other.buffer,
                other.cells[otherColumn],
                other.cellEnd(otherColumn));
    }

    /** Tells the shape only: values never get into a log. */
    @Override
    public String toString() {
        return "Tuple[size=" + cells.length + "]";
    }

    private boolean hasValue(int column) {
        byte kind = buffer[cells[column]];
        return kind == 't' || kind == 'b';
    }

    private int cellEnd(int column) {
        return hasValue(column) ? offset(column) + length(column) : cells[column] + 1;
    }
}
