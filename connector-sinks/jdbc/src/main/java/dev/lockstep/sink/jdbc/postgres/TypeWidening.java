package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.List;
import java.util.Optional;

/** Which types hold more than others, so that a column can change without losing a value. */
final class TypeWidening {

    private static final List<String> WHOLE = List.of("smallint", "integer", "bigint");

    private TypeWidening() {}

    /** What a column must become to hold all values of a type; see {@code Dialect.widened}. */
    static Optional<String> of(TargetColumn column, String needed) {
        SqlType from = SqlType.parse(column.type());
        SqlType to = SqlType.parse(needed);
        boolean domain = !from.name().equals(plain(column.family()));
        if (domain || column.generated()) {
            return Optional.empty();
        }
        return switch (from.name()) {
            case "smallint", "integer", "bigint" -> whole(from, to, needed);
            case "real" ->
                    to.name().equals("double precision") ? Optional.of(needed) : Optional.empty();
            case "numeric" -> numeric(from, to);
            case "character varying", "character" -> text(from, to, needed);
            case "timestamp without time zone",
                    "timestamp with time zone",
                    "time without time zone",
                    "time with time zone",
                    "interval" ->
                    precision(from, to, needed);
            case "bit varying", "bit" -> bits(from, to, needed);
            default -> Optional.empty();
        };
    }

    /** The family's name as it is in front of brackets. */
    private static String plain(String family) {
        return switch (family) {
            case "bpchar" -> "character";
            case "\"bit\"" -> "bit";
            default -> family;
        };
    }

    private static Optional<String> whole(SqlType from, SqlType to, String needed) {
        int rank = WHOLE.indexOf(to.name());
        if (rank >= 0) {
            return rank > WHOLE.indexOf(from.name()) ? Optional.of(needed) : Optional.empty();
        }
        if (!to.name().equals("numeric")) {
            return Optional.empty();
        }
        int digits = List.of(5, 10, 19).get(WHOLE.indexOf(from.name()));
        return to.length() < 0
                ? Optional.of("numeric")
                : Optional.of(decimal(Math.max(digits, wholeDigits(to)), scale(to)));
    }

    private static Optional<String> numeric(SqlType from, SqlType to) {
        if (from.length() < 0) {
            return Optional.empty();
        }
        int digits;
        int scale;
        int rank = WHOLE.indexOf(to.name());
        if (rank >= 0) {
            digits = List.of(5, 10, 19).get(rank);
            scale = 0;
        } else if (!to.name().equals("numeric")) {
            return Optional.empty();
        } else if (to.length() < 0) {
            return Optional.of("numeric");
        } else {
            digits = wholeDigits(to);
            scale = scale(to);
        }
        if (digits <= wholeDigits(from) && scale <= scale(from)) {
            return Optional.empty();
        }
        return Optional.of(
                decimal(Math.max(digits, wholeDigits(from)), Math.max(scale, scale(from))));
    }

    private static String decimal(int wholeDigits, int scale) {
        int precision = wholeDigits + scale;
        return precision > 1000 ? "numeric" : "numeric(" + precision + "," + scale + ")";
    }

    private static int wholeDigits(SqlType type) {
        return type.length() - scale(type);
    }

    private static int scale(SqlType type) {
        return Math.max(type.scale(), 0);
    }

    private static Optional<String> text(SqlType from, SqlType to, String needed) {
        if (to.name().equals("text") || to.name().startsWith("json") || to.name().equals("xml")) {
            return from.length() < 0 ? Optional.empty() : Optional.of("text");
        }
        boolean characters = to.name().equals("character varying") || to.name().equals("character");
        if (!characters || from.length() < 0) {
            return Optional.empty();
        }
        return to.length() < 0 || to.length() > from.length()
                ? Optional.of(needed)
                : Optional.empty();
    }

    private static Optional<String> precision(SqlType from, SqlType to, String needed) {
        boolean more = from.length() >= 0 && (to.length() < 0 || to.length() > from.length());
        return from.name().equals(to.name()) && more ? Optional.of(needed) : Optional.empty();
    }

    private static Optional<String> bits(SqlType from, SqlType to, String needed) {
        boolean bits = to.name().equals("bit") || to.name().equals("bit varying");
        boolean more = from.length() >= 0 && (to.length() < 0 || to.length() > from.length());
        return bits && more ? Optional.of(needed) : Optional.empty();
    }
}
