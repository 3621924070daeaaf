package dev.lockstep.transform;

import dev.lockstep.transform.change.ColumnReader;
import java.math.BigDecimal;

/** A value that a user has written as text, to compare columns of any type with. */
final class ExpectedValue {

    private static final ExpectedValue ANY = new ExpectedValue(null);

    private final String text;
    private final BigDecimal number;

    private ExpectedValue(String text) {
        this.text = text;
        this.number = number(text);
    }

    /** Any value, if no text is given. */
    static ExpectedValue of(String text) {
        return text == null ? ANY : new ExpectedValue(text);
    }

    private static BigDecimal number(String text) {
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether the column has the value in the image; never without an image. */
    boolean matches(ColumnReader column, Object image) {
        return this == ANY || (image != null && isThat(column.read(image)));
    }

    private boolean isThat(Object value) {
        if (value instanceof Number && number != null) {
            BigDecimal other = number(value.toString());
            return other != null && number.compareTo(other) == 0;
        }
        return text.equals(String.valueOf(value));
    }
}
