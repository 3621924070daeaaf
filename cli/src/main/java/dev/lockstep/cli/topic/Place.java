package dev.lockstep.cli.topic;

import dev.lockstep.event.Lsn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A place in topics, as people name it. */
public sealed interface Place {

    /** The first records that there still are. */
    record Beginning() implements Place {}

    /** Behind the last record. */
    record Now() implements Place {}

    /** A place in the source's log. */
    record AtLsn(Lsn lsn) implements Place {}

    /** A time, by the timestamps of Kafka's records. */
    record AtTime(Instant time) implements Place {}

    /** Reads {@code beginning}, {@code now}, an LSN, or a time. */
    final class Converter implements ITypeConverter<Place> {

        @Override
        public Place convert(String text) {
            if (text.equals("beginning")) {
                return new Beginning();
            }
            if (text.equals("now")) {
                return new Now();
            }
            return text.indexOf('/') > 0 || text.matches("\\d{5,20}")
                    ? new AtLsn(lsn(text))
                    : new AtTime(time(text));
        }

        private static Lsn lsn(String text) {
            try {
                return Lsn.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        /** Without an offset it is a time of this machine's zone. */
        private static Instant time(String text) {
            try {
                return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'"
                                + text
                                + "' is not a place: write beginning, now, an LSN such as"
                                + " 0/16B3748, or a time such as 2026-03-01T12:00:00Z");
            }
        }
    }
}
