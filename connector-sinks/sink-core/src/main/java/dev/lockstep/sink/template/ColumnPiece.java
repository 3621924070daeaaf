package dev.lockstep.sink.template;

import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.document.ColumnText;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.Decoding;
import dev.lockstep.sink.value.SchemaKind;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/** One column of a row in a template. */
final class ColumnPiece implements RowTemplate.Piece {

    private final int column;

    /** From the source's own text of a value. */
    private final Function<String, String> ofText;

    /** From a value that is not null. */
    private final Function<Object, String> ofValue;

    private ColumnPiece(
            int column, Function<String, String> ofText, Function<Object, String> ofValue) {
        this.column = column;
        this.ofText = ofText;
        this.ofValue = ofValue;
    }

    static ColumnPiece of(RowShape shape, int column, Form form) {
        Schema schema = shape.columns().get(column).schema();
        if (form.pattern() != null) {
            return new ColumnPiece(
                    column, text -> parsed(text, form.pattern()), dates(schema, form.pattern()));
        }
        Function<Object, String> text = ColumnText.of(schema);
        boolean number = schema != null && SchemaKind.of(schema) == ColumnKind.INTEGER;
        boolean bytes = schema != null && SchemaKind.of(schema) == ColumnKind.BYTES;
        if (form.letters() == Form.Letters.HEX && (number || bytes)) {
            return new ColumnPiece(
                    column,
                    form::apply,
                    number ? value -> Long.toHexString(((Number) value).longValue()) : text);
        }
        return new ColumnPiece(column, form::apply, value -> form.apply(text.apply(value)));
    }

    private static Function<Object, String> dates(Schema schema, DateTimeFormatter pattern) {
        UnaryOperator<Object> decode =
                schema == null ? UnaryOperator.identity() : Decoding.of(schema);
        return value -> {
            Object decoded = decode.apply(value);
            if (decoded instanceof TemporalAccessor time) {
                return formatted(time, pattern);
            }
            return decoded instanceof String text ? parsed(text, pattern) : null;
        };
    }

    private static String parsed(String text, DateTimeFormatter pattern) {
        try {
            return formatted(
                    DateTimeFormatter.ISO_DATE.parse(
                            text.length() > 10 ? text.substring(0, 10) : text),
                    pattern);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Null when the pattern asks for what the value does not have. */
    private static String formatted(TemporalAccessor time, DateTimeFormatter pattern) {
        try {
            return pattern.format(time);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public String of(RowImage row) {
        String exact = row.exactText(column);
        if (exact != null) {
            return ofText.apply(exact);
        }
        boolean unknown = row.unavailable() != null && row.unavailable().get(column);
        Object value = unknown ? null : row.value(column);
        return value == null ? null : ofValue.apply(value);
    }
}
