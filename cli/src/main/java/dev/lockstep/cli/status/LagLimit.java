package dev.lockstep.cli.status;

import dev.lockstep.cli.option.ByteSizeConverter;
import dev.lockstep.cli.option.DurationConverter;
import dev.lockstep.cli.output.Quantity;
import dev.lockstep.cli.status.StatusReport.SinkStatus;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How far a sink may be behind, in one of three units. */
record LagLimit(Unit unit, long value) {

    private enum Unit {
        CHANGES,
        BYTES,
        MILLIS
    }

    /** What is over the limit, in words; empty for nothing, and where it is not known. */
    Optional<String> excess(SinkStatus sink) {
        Long lag =
                switch (unit) {
                    case CHANGES -> sink.lagChanges();
                    case BYTES -> sink.lagBytes();
                    case MILLIS -> sink.lagMillis();
                };
        return lag == null || lag <= value
                ? Optional.empty()
                : Optional.of("is " + text(lag) + " behind, more than " + text(value));
    }

    private String text(long number) {
        return switch (unit) {
            case CHANGES -> number + " changes";
            case BYTES -> Quantity.bytes(number);
            case MILLIS -> Quantity.millis(number);
        };
    }

    /** {@code 1000} is changes, {@code 30s} time, {@code 64MB} log. */
    static final class Converter implements ITypeConverter<LagLimit> {

        @Override
        public LagLimit convert(String text) {
            if (text.matches("\\d{1,18}")) {
                return new LagLimit(Unit.CHANGES, Long.parseLong(text));
            }
            if (text.matches("\\d{1,9}(ms|s|m|h|d)")) {
                return new LagLimit(Unit.MILLIS, new DurationConverter().convert(text).toMillis());
            }
            try {
                return new LagLimit(Unit.BYTES, new ByteSizeConverter().convert(text));
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "'" + text + "' is not a lag such as 1000 (changes), 30s or 64MB");
            }
        }
    }
}
