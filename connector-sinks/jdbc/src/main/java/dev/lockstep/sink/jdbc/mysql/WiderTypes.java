package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.value.TypeArguments;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** To which type a column must grow to hold all values of a schema. */
final class WiderTypes {

    private static final List<String> INTEGERS =
            List.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private static final int[] INTEGER_DIGITS = {3, 5, 7, 10, 19};

    private final TargetColumn column;
    private final TypeArguments now;
    private final String wanted;
    private final String wantedFamily;
    private final TypeArguments then;
    private final int wholeDigits;

    private WiderTypes(Server server, TargetColumn column, Schema schema) {
        this.column = column;
        this.now = TypeArguments.of(column.type());
        this.wanted = new ColumnTypes(server).of(schema, false);
        this.wantedFamily = wanted.replaceFirst("[( ].*", "");
        this.then = TypeArguments.of(wanted);
        this.wholeDigits = wholeDigits(schema);
    }

    static Optional<String> of(Server server, TargetColumn column, Schema schema) {
        return new WiderTypes(server, column, schema).wider();
    }

    private Optional<String> wider() {
        return switch (column.family()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> ofInteger();
            case "float" -> when(wantedFamily.equals("double"), wanted);
            case "decimal" -> ofDecimal(now.first(0) - now.scale(), now.scale());
            case "varchar" ->
                    when(wantedFamily.equals("varchar") && then.first(0) > now.first(0), wanted);
            case "date" -> when(wantedFamily.equals("datetime"), wanted);
            case "time" -> ofFraction(wantedFamily.equals("time"));
            case "datetime", "timestamp" -> ofFraction(wantedFamily.equals("datetime"));
            case "bit" -> when(wantedFamily.equals("bit") && then.first(1) > now.first(1), wanted);
            default -> Optional.empty();
        };
    }

    private Optional<String> ofInteger() {
        int rank = INTEGERS.indexOf(column.family());
        if (wantedFamily.equals("float") || wantedFamily.equals("double")) {
            // The largest of a bigint would lose their last digits.
            return when(!column.family().equals("bigint"), "double");
        }
        return wantedFamily.equals("decimal")
                ? ofDecimal(INTEGER_DIGITS[rank], 0)
                : when(INTEGERS.indexOf(wantedFamily) > rank, wanted);
    }

    /**
     * @param whole the digits before the point that the column has now
     * @param scale those after it
     */
    private Optional<String> ofDecimal(int whole, int scale) {
        boolean decimal = wantedFamily.equals("decimal");
        int newWhole = Math.max(whole, wholeDigits);
        int newScale = decimal ? Math.max(scale, then.scale()) : scale;
        boolean fits = newWhole + newScale <= ColumnTypes.MAX_DIGITS;
        return when(
                fits && (newWhole > whole || newScale > scale),
                "decimal(" + (newWhole + newScale) + "," + newScale + ")");
    }

    /** Digits before the point that the schema is known to need. */
    private int wholeDigits(Schema schema) {
        int rank = INTEGERS.indexOf(wantedFamily);
        if (rank >= 0) {
            return INTEGER_DIGITS[rank];
        }
        return ColumnTypes.decimalPrecision(schema) > 0 ? then.first(0) - then.scale() : 0;
    }

    private Optional<String> ofFraction(boolean comparable) {
        return when(
                comparable && then.first(0) > now.first(0),
                column.family() + "(" + then.first(0) + ")");
    }

    private static Optional<String> when(boolean wider, String type) {
        return wider ? Optional.of(type) : Optional.empty();
    }
}
