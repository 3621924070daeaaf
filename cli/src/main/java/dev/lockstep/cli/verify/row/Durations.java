package dev.lockstep.cli.verify.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals by ISO 8601, or by how long they are. */
final class Durations {

    private static final Pattern ISO =
            Pattern.compile(
                    "P(?:([+-]?\\d+)Y)?(?:([+-]?\\d+)M)?(?:([+-]?\\d+)W)?(?:([+-]?\\d+)D)?"
                            + "(?:T(?:([+-]?\\d+)H)?(?:([+-]?\\d+)M)?(?:([+-]?[\\d.]+)S)?)?");
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
    private static final long SECONDS_PER_DAY = 86_400;

    /** A month as Debezium counts it: the twelfth part of 365.25 days. */
    private static final long SECONDS_PER_MONTH = 2_629_800;

    private final boolean counted;

    /**
     * @param counted whether an interval is carried as its microseconds, which makes 30.4375 days
     *     of a month
     */
    Durations(boolean counted) {
        this.counted = counted;
    }

    String spell(String text) {
        if (text.matches("-?\\d+")) {
            return counted ? text : micros(new BigDecimal(text).divide(MICROS), 0);
        }
        Matcher iso = ISO.matcher(text);
        if (!iso.matches()) {
            return text;
        }
        long months = part(iso, 1) * 12 + part(iso, 2);
        long days = part(iso, 3) * 7 + part(iso, 4);
        BigDecimal seconds =
                new BigDecimal(iso.group(7) == null ? "0" : iso.group(7))
                        .add(BigDecimal.valueOf(part(iso, 5) * 3_600 + part(iso, 6) * 60));
        return counted
                ? micros(seconds, months * SECONDS_PER_MONTH + days * SECONDS_PER_DAY)
                : months + " months " + days + " days " + micros(seconds, 0) + " us";
    }

    private static long part(Matcher iso, int group) {
        return iso.group(group) == null ? 0 : Long.parseLong(iso.group(group));
    }

    private static String micros(BigDecimal seconds, long more) {
        return seconds.add(BigDecimal.valueOf(more))
                .multiply(MICROS)
                .setScale(0, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
