package dev.lockstep.sink.jdbc.postgres;

import java.math.BigDecimal;

/** Numbers into columns of numbers; what does not fit exactly into whole ones is refused. */
final class NumberEncoders {

    private static final String NOT_IN_RANGE = "it is out of the type's range";

    private NumberEncoders() {}

    /** Null where the values are no numbers. */
    static ColumnForm whole(ValueForm form, Carrier carrier, long min, long max) {
        ToWhole number =
                switch (form.kind()) {
                    case BOOLEAN, INTEGER -> form.number()::applyAsLong;
                    case REAL, DECIMAL -> value -> exact(form.object().apply(value));
                    default -> null;
                };
        if (number == null) {
            return null;
        }
        return ColumnForm.of(
                carrier,
                (value, out) -> {
                    long whole = number.of(value);
                    if (whole < min || whole > max) {
                        throw new UnfitValueException(NOT_IN_RANGE);
                    }
                    put(whole, carrier, out);
                });
    }

    private interface ToWhole {
        long of(Object value);
    }

    private static void put(long whole, Carrier carrier, WireBytes out) {
        switch (carrier) {
            case INT2 -> {
                out.int32(2);
                out.int16((int) whole);
            }
            case INT4 -> {
                out.int32(4);
                out.int32((int) whole);
            }
            default -> {
                out.int32(8);
                out.int64(whole);
            }
        }
    }

    private static long exact(Object number) {
        try {
            return decimal(number).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnfitValueException("it is not a whole number of the type's range");
        }
    }

    /** Throws NumberFormatException for what is not finite. */
    private static BigDecimal decimal(Object number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    static ColumnForm real(ValueForm form, Carrier carrier) {
        boolean single = carrier == Carrier.FLOAT4;
        return switch (form.kind()) {
            case REAL, DECIMAL ->
                    ColumnForm.of(
                            carrier,
                            (value, out) -> put(number(form.object().apply(value)), single, out));
            case INTEGER ->
                    ColumnForm.of(
                            carrier,
                            (value, out) ->
                                    put((double) form.number().applyAsLong(value), single, out));
            default -> null;
        };
    }

    private static double number(Object value) {
        return value instanceof Number number
                ? number.doubleValue()
                : Double.parseDouble((String) value);
    }

    private static void put(double number, boolean single, WireBytes out) {
        if (single) {
            float nearest = (float) number;
            if (Float.isInfinite(nearest) && !Double.isInfinite(number)) {
                throw new UnfitValueException(NOT_IN_RANGE);
            }
            out.int32(4);
            out.int32(Float.floatToIntBits(nearest));
        } else {
            out.int32(8);
            out.int64(Double.doubleToLongBits(number));
        }
    }

    static ColumnForm numeric(ValueForm form) {
        return switch (form.kind()) {
            case BOOLEAN, INTEGER ->
                    ColumnForm.of(
                            Carrier.NUMERIC,
                            (value, out) ->
                                    NumericBinary.encode(form.number().applyAsLong(value), 0, out));
            case REAL, DECIMAL ->
                    ColumnForm.of(
                            Carrier.NUMERIC,
                            (value, out) -> putDecimal(form.object().apply(value), out));
            default -> null;
        };
    }

    private static void putDecimal(Object number, WireBytes out) {
        if (number instanceof BigDecimal decimal) {
            NumericBinary.encode(decimal, out);
            return;
        }
        double value = number(number);
        if (Double.isNaN(value)) {
            NumericBinary.notANumber(out);
        } else if (Double.isInfinite(value)) {
            NumericBinary.infinity(value < 0, out);
        } else {
            BigDecimal shortest = new BigDecimal(number.toString()).stripTrailingZeros();
            NumericBinary.encode(shortest, out);
        }
    }
}
