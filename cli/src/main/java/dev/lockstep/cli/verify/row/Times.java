package dev.lockstep.cli.verify.row;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times in ISO 8601, or as the count that a document has. */
final class Times {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern ZONE =
            Pattern.compile("(.*?)(Z|[+-]\\d\\d(?::?\\d\\d)?(?::?\\d\\d)?)");
    private static final Pattern DATE = Pattern.compile("([+-]?\\d{1,9})-(\\d\\d)-(\\d\\d)");
    private static final String BEFORE_CHRIST = " BC";
    private static final String MIDNIGHT = "24:00:00";
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Forms forms;

    Times(Forms forms) {
        this.forms = forms;
    }

    String date(String text) {
        if (isCount(text)) {
            return text;
        }
        LocalDate date = day(text);
        return forms.counts() ? count(date.atStartOfDay()) : date.toString();
    }

    String timestamp(String text, Kind kind) {
        if (isCount(text)) {
            return text;
        }
        boolean early = text.endsWith(BEFORE_CHRIST);
        String plain = early ? text.substring(0, text.length() - BEFORE_CHRIST.length()) : text;
        int gap = Math.max(plain.indexOf(' '), plain.indexOf('T'));
        if (gap < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        LocalDate day = day(plain.substring(0, gap) + (early ? BEFORE_CHRIST : ""));
        Matcher zone = ZONE.matcher(plain.substring(gap + 1));
        boolean zoned = zone.matches();
        LocalDateTime moment =
                day.atTime(LocalTime.parse(zoned ? zone.group(1) : plain.substring(gap + 1)));
        if (zoned) {
            moment = moment.minusSeconds(offset(zone.group(2)).getTotalSeconds());
        }
        if (forms.counts()) {
            return count(moment);
        }
        String spelled = spell(forms.millis() ? moment.truncatedTo(ChronoUnit.MILLIS) : moment);
        return kind == Kind.TIMESTAMP_TZ ? spelled + "Z" : spelled;
    }

    String time(String text) {
        if (text.startsWith(MIDNIGHT)) {
            return MIDNIGHT;
        }
        LocalTime time = LocalTime.parse(text);
        return clock(forms.millis() ? time.truncatedTo(ChronoUnit.MILLIS) : time);
    }

    /** By the moment of the day in UTC. */
    String timeWithZone(String text) {
        Matcher zone = ZONE.matcher(text);
        if (!zone.matches()) {
            return text;
        }
        LocalTime time =
                zone.group(1).startsWith(MIDNIGHT) ? LocalTime.MIN : LocalTime.parse(zone.group(1));
        return clock(time.minusSeconds(offset(zone.group(2)).getTotalSeconds())) + "Z";
    }

    private boolean isCount(String text) {
        return forms.counts() && NUMBER.matcher(text).matches();
    }

    private String count(LocalDateTime moment) {
        long seconds = moment.toEpochSecond(ZoneOffset.UTC);
        long micros =
                Math.addExact(
                        Math.multiplyExact(seconds, MICROS_PER_SECOND),
                        moment.get(ChronoField.MICRO_OF_SECOND));
        return Long.toString(Math.floorDiv(micros, forms.unit().micros()));
    }

    private static LocalDate day(String text) {
        boolean early = text.endsWith(BEFORE_CHRIST);
        Matcher date =
                DATE.matcher(
                        early ? text.substring(0, text.length() - BEFORE_CHRIST.length()) : text);
        if (!date.matches()) {
            throw new IllegalArgumentException("no date");
        }
        int year = Integer.parseInt(date.group(1));
        return LocalDate.of(
                early ? 1 - year : year,
                Integer.parseInt(date.group(2)),
                Integer.parseInt(date.group(3)));
    }

    private static ZoneOffset offset(String text) {
        return ZoneOffset.of(text);
    }

    private static String spell(LocalDateTime moment) {
        return moment.toLocalDate() + "T" + clock(moment.toLocalTime());
    }

    /** With seconds, and no zeros at the end of the fraction. */
    private static String clock(LocalTime time) {
        String whole =
                String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond());
        if (time.getNano() == 0) {
            return whole;
        }
        String digits = String.format(Locale.ROOT, "%09d", time.getNano());
        return whole + "." + digits.replaceFirst("0+$", "");
    }
}
