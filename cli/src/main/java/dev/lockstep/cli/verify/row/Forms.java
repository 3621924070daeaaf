package dev.lockstep.cli.verify.row;

import java.util.Locale;
import java.util.Map;

/**
 * What the two configurations make of values on their way, so that both sides are cut down to what
 * can be compared.
 *
 * @param unit in which a document counts dates and timestamps; {@link Unit#TEXT} for all digits
 * @param millis whether the source cuts times down to milliseconds
 * @param doubles whether decimals are carried as binary floating point
 * @param durations whether intervals are carried as a number of microseconds
 * @param bytes how bytes are spelled where they are text
 */
public record Forms(Unit unit, boolean millis, boolean doubles, boolean durations, Bytes bytes) {

    /** What a count since 1970 counts. */
    public enum Unit {
        TEXT(0),
        EPOCH_SECONDS(1_000_000),
        EPOCH_MILLIS(1_000),
        EPOCH_MICROS(1);

        private final long micros;

        Unit(long micros) {
            this.micros = micros;
        }

        long micros() {
            return micros;
        }
    }

    /** The spelling of bytes. */
    public enum Bytes {
        BASE64,
        BASE64_URL,
        HEX
    }

    /** The same with all digits of dates and timestamps. */
    public Forms exact() {
        return new Forms(Unit.TEXT, millis, doubles, durations, bytes);
    }

    /** Whether dates and timestamps are numbers in the target's documents. */
    public boolean counts() {
        return unit != Unit.TEXT;
    }

    /** Of a source and a sink, by their configurations. */
    public static Forms of(Map<String, String> source, Map<String, String> sink) {
        String unit = sink.getOrDefault("temporal.format", "iso");
        return new Forms(
                unit.equals("iso") ? Unit.TEXT : Unit.valueOf(unit.toUpperCase(Locale.ROOT)),
                source.getOrDefault("time.precision.mode", "").equals("connect"),
                source.getOrDefault("decimal.handling.mode", "").equals("double"),
                source.getOrDefault("interval.handling.mode", "numeric").equals("numeric"),
                switch (source.getOrDefault("binary.handling.mode", "bytes")) {
                    case "hex" -> Bytes.HEX;
                    case "base64-url-safe" -> Bytes.BASE64_URL;
                    default -> Bytes.BASE64;
                });
    }
}
