package dev.lockstep.sink.template;

import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A template for the rows of one shape of one table. For one thread. */
public final class RowTemplate {

    /** What one part is for a row; null where the row does not tell. */
    @FunctionalInterface
    interface Piece {
        String of(RowImage row);
    }

    private final Piece[] pieces;

    private RowTemplate(Piece[] pieces) {
        this.pieces = pieces;
    }

    static RowTemplate of(List<Part> parts, SourceTable table, RowShape shape) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder constant = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.OfKey key) {
                end(constant, pieces);
                pieces.add(key(key.form(), shape));
            } else if (part instanceof Part.OfColumn column) {
                end(constant, pieces);
                pieces.add(column(column, shape));
            } else {
                String text = part.ofTable(table);
                if (text == null) {
                    return new RowTemplate(new Piece[] {row -> null});
                }
                constant.append(text);
            }
        }
        end(constant, pieces);
        return new RowTemplate(pieces.toArray(Piece[]::new));
    }

    /** What has gathered becomes one piece. */
    private static void end(StringBuilder constant, List<Piece> pieces) {
        if (constant.length() > 0) {
            String text = constant.toString();
            pieces.add(row -> text);
            constant.setLength(0);
        }
    }

    private static Piece column(Part.OfColumn column, RowShape shape) {
        for (int i = 0; i < shape.size(); i++) {
            if (shape.columns().get(i).name().equals(column.name())) {
                return ColumnPiece.of(shape, i, column.form());
            }
        }
        return row -> null;
    }

    /** By name, for a row and the key that deletes it may have their columns in other orders. */
    private static Piece key(Form form, RowShape shape) {
        int[] indexes =
                IntStream.of(shape.keyIndexes())
                        .boxed()
                        .sorted(Comparator.comparing(i -> shape.columns().get(i).name()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        if (indexes.length == 0) {
            return row -> null;
        }
        if (indexes.length == 1) {
            return ColumnPiece.of(shape, indexes[0], form);
        }
        Piece[] columns =
                IntStream.of(indexes)
                        .mapToObj(i -> ColumnPiece.of(shape, i, Form.PLAIN))
                        .toArray(Piece[]::new);
        return row -> joined(columns, form, row);
    }

    private static String joined(Piece[] columns, Form form, RowImage row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.length; i++) {
            String value = columns[i].of(row);
            if (value == null) {
                return null;
            }
            if (i > 0) {
                text.append(':');
            }
            escape(value, text);
        }
        return form.apply(text.toString());
    }

    private static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ':') {
                text.append("%3A");
            } else if (c == '%') {
                text.append("%25");
            } else {
                text.append(c);
            }
        }
    }

    /**
     * The text for a row; null when a column that the template names is NULL, not known, or not
     * among the shape's.
     */
    public String fill(RowImage row) {
        if (pieces.length == 1) {
            return pieces[0].of(row);
        }
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String filled = piece.of(row);
            if (filled == null) {
                return null;
            }
            text.append(filled);
        }
        return text.toString();
    }
}
