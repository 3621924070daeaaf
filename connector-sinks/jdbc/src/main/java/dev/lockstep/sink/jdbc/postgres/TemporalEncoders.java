package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;

/** Dates and times, which PostgreSQL counts from the year 2000. */
final class TemporalEncoders {

    private TemporalEncoders() {}

    static ColumnForm date(ValueForm form) {
        return switch (form.kind()) {
            case DATE ->
                    ColumnForm.of(
                            Carrier.DATE,
                            (value, out) -> putDay(form.number().applyAsLong(value), out));
            case TIMESTAMP, ZONED_TIMESTAMP ->
                    ColumnForm.of(
                            Carrier.DATE,
                            (value, out) -> putDay(day(form.number().applyAsLong(value)), out));
            default -> null;
        };
    }

    private static long day(long micros) {
        return isInfinite(micros)
                ? micros
                : Calendar.EPOCH_DAY + Math.floorDiv(micros, Calendar.MICROS_PER_DAY);
    }

    private static void putDay(long day, WireBytes out) {
        out.int32(4);
        if (isInfinite(day)) {
            out.int32(day > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE);
            return;
        }
        long counted = day - Calendar.EPOCH_DAY;
        if (counted <= Integer.MIN_VALUE || counted >= Integer.MAX_VALUE) {
            throw new UnfitValueException("it is out of the type's range");
        }
        out.int32((int) counted);
    }

    static ColumnForm time(ValueForm form) {
        if (form.kind() != Kind.TIME) {
            return null;
        }
        return ColumnForm.of(
                Carrier.TIME,
                (value, out) -> {
                    out.int32(8);
                    out.int64(form.number().applyAsLong(value));
                });
    }

    static ColumnForm timestamp(ValueForm form, Carrier carrier) {
        return switch (form.kind()) {
            case TIMESTAMP, ZONED_TIMESTAMP ->
                    ColumnForm.of(
                            carrier,
                            (value, out) -> putMicros(form.number().applyAsLong(value), out));
            case DATE ->
                    ColumnForm.of(
                            carrier,
                            (value, out) ->
                                    putMicros(midnight(form.number().applyAsLong(value)), out));
            default -> null;
        };
    }

    private static long midnight(long day) {
        return isInfinite(day)
                ? day
                : Math.multiplyExact(day - Calendar.EPOCH_DAY, Calendar.MICROS_PER_DAY);
    }

    private static void putMicros(long micros, WireBytes out) {
        out.int32(8);
        out.int64(micros);
    }

    private static boolean isInfinite(long count) {
        return count == Long.MAX_VALUE || count == Long.MIN_VALUE;
    }

    static ColumnForm interval(ValueForm form) {
        if (form.kind() != Kind.DURATION && form.kind() != Kind.TIME) {
            return null;
        }
        return ColumnForm.of(
                Carrier.INTERVAL,
                (value, out) -> {
                    out.int32(16);
                    out.int64(form.number().applyAsLong(value));
                    out.int32(0);
                    out.int32(0);
                });
    }
}
