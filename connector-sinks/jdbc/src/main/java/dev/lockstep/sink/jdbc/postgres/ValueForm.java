package dev.lockstep.sink.jdbc.postgres;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the values of a source column are, whatever Java class holds them. Functions of a form are
 * used by one thread, never see null, and throw {@link UnfitValueException}.
 *
 * @param number of a boolean 0 or 1, of an integer itself, of a date days since 1970, of a time and
 *     of a duration microseconds, of a timestamp microseconds since 2000 in UTC, for from 1970 on a
 *     long does not reach all that PostgreSQL does; {@code Long.MAX_VALUE} and {@code
 *     Long.MIN_VALUE} are the infinities; null of other kinds
 * @param object of a decimal a BigDecimal, or the text of what is not a finite number; of bytes
 *     what holds them: an array or a ByteBuffer; of others the value
 * @param text as PostgreSQL reads it into a column of the same kind
 * @param element what the elements of a list are; null of other kinds
 */
record ValueForm(
        Kind kind,
        ToLongFunction<Object> number,
        Function<Object, Object> object,
        Function<Object, String> text,
        ValueForm element) {

    enum Kind {
        BOOLEAN,
        INTEGER,
        REAL,
        DECIMAL,
        STRING,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP,
        ZONED_TIMESTAMP,
        DURATION,
        BITS,
        POINT,
        GEOMETRY,
        MAP,
        LIST,
        VECTOR,
        SPARSE_VECTOR,
        STRUCT
    }

    static ValueForm ofNumber(
            Kind kind, ToLongFunction<Object> number, Function<Object, String> text) {
        return new ValueForm(kind, number, Function.identity(), text, null);
    }

    static ValueForm ofObject(
            Kind kind, Function<Object, Object> object, Function<Object, String> text) {
        return new ValueForm(kind, null, object, text, null);
    }

    static ValueForm ofText(Kind kind, Function<Object, String> text) {
        return new ValueForm(kind, null, text::apply, text, null);
    }

    /** A value of a class that the schema does not say. */
    static UnfitValueException unexpected(Object value) {
        return new UnfitValueException(
                "a " + value.getClass().getSimpleName() + " is not what its schema says");
    }
}
