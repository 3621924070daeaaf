package dev.lockstep.cli.verify.row;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The one spelling of a value, from any text that PostgreSQL, MySQL, or a document has for it. Two
 * texts of one value come out equal, and texts of different values stay different, up to what
 * {@link Forms} says is lost on the way. A text that does not read as its kind stays as it is: it
 * equals itself and nothing else.
 */
public final class Spelling {

    private static final Pattern NOT_FINITE = Pattern.compile("(?i)nan|[+-]?inf(inity)?");
    private static final String HEX_MARK = "\\x";

    private final Forms forms;
    private final Times times;

    public Spelling(Forms forms) {
        this.forms = forms;
        this.times = new Times(forms);
    }

    /** What turns texts of a type into their one spelling; null stays null. */
    public UnaryOperator<String> of(ColumnType type) {
        UnaryOperator<String> spell =
                type.kind() == Kind.ARRAY
                        ? new Nested(of(new ColumnType("", type.element(), null)))::array
                        : of(type.kind());
        return text -> text == null ? null : orItself(spell, text);
    }

    private static String orItself(UnaryOperator<String> spell, String text) {
        try {
            return spell.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return text;
        }
    }

    private UnaryOperator<String> of(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> Spelling::truth;
            case INTEGER -> Spelling::decimal;
            case DECIMAL, MONEY -> forms.doubles() ? Spelling::number : Spelling::decimal;
            case REAL -> Spelling::real;
            case DOUBLE -> Spelling::number;
            case PADDED_TEXT -> Spelling::withoutPadding;
            case UUID -> text -> text.toLowerCase(Locale.ROOT);
            case DATE -> times::date;
            case TIME -> times::time;
            case TIME_TZ -> times::timeWithZone;
            case TIMESTAMP, TIMESTAMP_TZ -> text -> times.timestamp(text, kind);
            case INTERVAL -> new Durations(forms.durations())::spell;
            case BYTES -> this::bytes;
            case BITS -> Spelling::bits;
            case JSON -> Nested::json;
            case MAP -> Nested::map;
            case TEXT, ARRAY, COMPOSITE, OTHER -> text -> text;
        };
    }

    /** Of white space only blanks are padding. */
    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "1" -> "true";
            case "f", "false", "0" -> "false";
            default -> text;
        };
    }

    private static String decimal(String text) {
        if (NOT_FINITE.matcher(text).matches()) {
            return notFinite(text);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal plain = number.stripTrailingZeros();
        return Math.abs((long) plain.scale()) > 1_000 ? plain.toString() : plain.toPlainString();
    }

    private static String real(String text) {
        return NOT_FINITE.matcher(text).matches()
                ? notFinite(text)
                : Float.toString(Float.parseFloat(text) + 0f);
    }

    private static String number(String text) {
        return NOT_FINITE.matcher(text).matches()
                ? notFinite(text)
                : Double.toString(Double.parseDouble(text) + 0d);
    }

    private static String notFinite(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (small.equals("nan")) {
            return "NaN";
        }
        return small.startsWith("-") ? "-Infinity" : "Infinity";
    }

    private String bytes(String text) {
        if (text.startsWith(HEX_MARK)) {
            return text.toLowerCase(Locale.ROOT);
        }
        return switch (forms.bytes()) {
            case HEX -> HEX_MARK + text.toLowerCase(Locale.ROOT);
            case BASE64 -> HEX_MARK + HexFormat.of().formatHex(Base64.getDecoder().decode(text));
            case BASE64_URL ->
                    HEX_MARK + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text));
        };
    }

    /** One bit alone is carried as a boolean. */
    private static String bits(String text) {
        return switch (text) {
            case "t", "true" -> "1";
            case "f", "false" -> "0";
            default -> text;
        };
    }
}
