package dev.lockstep.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. Null stays null. */
public final class Quantity {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int STEP = 1024;

    private Quantity() {}

    /** {@code 1.5 MiB}. */
    public static String bytes(Long bytes) {
        if (bytes == null) {
            return null;
        }
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= STEP && unit < BYTE_UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        String form = unit == 0 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, form, value, BYTE_UNITS[unit]);
    }

    /** {@code 340 ms}, {@code 12.0 s}, {@code 4 min 5 s}, {@code 3 h 20 min}, {@code 2 d 4 h}. */
    public static String millis(Long millis) {
        if (millis == null) {
            return null;
        }
        Duration time = Duration.ofMillis(millis);
        if (time.toSeconds() < 1) {
            return millis + " ms";
        }
        if (time.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toDays() < 1
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toDays() + " d " + time.toHoursPart() + " h";
    }
}
