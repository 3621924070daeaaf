package dev.lockstep.event;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log sequence number: an unsigned byte address in the write-ahead log of PostgreSQL. */
public record Lsn(long value) implements Comparable<Lsn> {

    private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}");

    /** Reads PostgreSQL's form ({@code 0/16B3748}) or a decimal number. */
    public static Lsn parse(String text) {
        Matcher hex = HEX.matcher(text);
        if (hex.matches()) {
            return new Lsn(
                    Long.parseLong(hex.group(1), 16) << 32 | Long.parseLong(hex.group(2), 16));
        }
        if (DECIMAL.matcher(text).matches()) {
            try {
                return new Lsn(Long.parseUnsignedLong(text));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(unreadable(text, "exceeds 64 bits"), e);
            }
        }
        throw new IllegalArgumentException(unreadable(text, "is in neither known form"));
    }

    private static String unreadable(String text, String cause) {
        return "Cannot parse the LSN '"
                + text
                + "': it "
                + cause
                + ". Write it as PostgreSQL prints it (0/16B3748) or as a decimal number.";
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** PostgreSQL's form, as its servers up to version 18 print it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }
}
