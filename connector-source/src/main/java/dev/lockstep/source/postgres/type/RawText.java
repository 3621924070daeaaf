package dev.lockstep.source.postgres.type;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;

/**
 * The text of values for people, however they came, whatever the configuration makes of their type.
 * Slow: for rows that cannot become events.
 */
@FunctionalInterface
public interface RawText {

    /** Of values that came as text. */
    RawText OF_TEXT = RawText::utf8;

    /**
     * The text of the value in {@code bytes[from, from + length)}; null where its bytes say more.
     */
    String of(byte[] bytes, int from, int length);

    /** Of values that came in the binary form of a builtin type. */
    static RawText ofBinary(String type) {
        return switch (type) {
            case "bool" -> sized(1, bytes -> bytes.get() == 0 ? "f" : "t");
            case "int2" -> sized(2, bytes -> Short.toString(bytes.getShort()));
            case "int4" -> sized(4, bytes -> Integer.toString(bytes.getInt()));
            case "int8" -> sized(8, bytes -> Long.toString(bytes.getLong()));
            case "oid" -> sized(4, bytes -> Integer.toUnsignedString(bytes.getInt()));
            case "float4" -> sized(4, bytes -> Float.toString(bytes.getFloat()));
            case "float8" -> sized(8, bytes -> Double.toString(bytes.getDouble()));
            case "uuid" ->
                    sized(16, bytes -> new UUID(bytes.getLong(), bytes.getLong()).toString());
            case "bytea" ->
                    (bytes, from, length) ->
                            "\\x" + HexFormat.of().formatHex(bytes, from, from + length);
            // A version stands before the text.
            case "jsonb" ->
                    (bytes, from, length) -> length > 0 ? utf8(bytes, from + 1, length - 1) : null;
            case "date" -> sized(4, bytes -> date(bytes.getInt()));
            case "timestamp" -> sized(8, bytes -> timestamp(bytes.getLong(), ""));
            case "timestamptz" -> sized(8, bytes -> timestamp(bytes.getLong(), "+00"));
            default -> OF_TEXT;
        };
    }

    private static RawText sized(int size, Function<ByteBuffer, String> read) {
        return (bytes, from, length) ->
                length == size ? read.apply(ByteBuffer.wrap(bytes, from, length)) : null;
    }

    private static String utf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String date(int day) {
        LocalDate date = LocalDate.of(2000, 1, 1).plusDays(day);
        return hasFourDigits(date) ? date.toString() : null;
    }

    private static String timestamp(long micros, String zone) {
        LocalDateTime time = LocalDateTime.of(2000, 1, 1, 0, 0).plus(micros, ChronoUnit.MICROS);
        return hasFourDigits(time)
                ? DateTimeFormatter.ISO_LOCAL_DATE.format(time)
                        + ' '
                        + DateTimeFormatter.ISO_LOCAL_TIME.format(time)
                        + zone
                : null;
    }

    /** Not infinity, nor years of which the forms differ. */
    private static boolean hasFourDigits(Temporal time) {
        int year = time.get(ChronoField.YEAR);
        return year > 0 && year <= 9999;
    }
}
