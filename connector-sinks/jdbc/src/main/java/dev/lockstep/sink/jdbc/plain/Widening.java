package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.value.TypeArguments;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.SchemaKind;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** Which columns have to grow before they can hold all values of a schema. */
final class Widening {

    private Widening() {}

    static Optional<String> of(TargetColumn column, Schema schema, String wanted) {
        ColumnKind held = ColumnKind.ofFamily(column.family());
        ColumnKind needed = SchemaKind.of(schema);
        if (held == ColumnKind.INTEGER && needed == ColumnKind.INTEGER) {
            return bytes(column.family()) < bytes(schema) ? Optional.of(wanted) : Optional.empty();
        }
        if (held == ColumnKind.INTEGER || held == ColumnKind.FLOAT) {
            boolean grows =
                    needed == ColumnKind.DECIMAL
                            || needed == ColumnKind.TEXT
                            || (needed == ColumnKind.FLOAT && held == ColumnKind.INTEGER);
            return grows ? Optional.of(wanted) : Optional.empty();
        }
        return held == ColumnKind.DECIMAL && needed == ColumnKind.DECIMAL
                ? decimal(column, schema, wanted)
                : Optional.empty();
    }

    private static Optional<String> decimal(TargetColumn column, Schema schema, String wanted) {
        TypeArguments held = TypeArguments.of(column.type());
        TypeArguments needed = TypeArguments.of(wanted);
        if (held.first() == null) {
            return Optional.empty();
        }
        boolean fits =
                needed.first() == null
                        ? schema.name().endsWith(".Decimal") && scale(schema) <= held.scale()
                        : needed.scale() <= held.scale()
                                && needed.first() - needed.scale() <= held.first() - held.scale();
        return fits ? Optional.empty() : Optional.of(wanted);
    }

    private static int scale(Schema schema) {
        Integer scale = SchemaKind.parameter(schema, "scale");
        return scale == null ? Integer.MAX_VALUE : scale;
    }

    private static int bytes(String family) {
        return switch (family.toLowerCase(Locale.ROOT)) {
            case "tinyint" -> 1;
            case "smallint" -> 2;
            case "integer", "int" -> 4;
            default -> 8;
        };
    }

    private static int bytes(Schema schema) {
        return switch (schema.type()) {
            case INT8 -> 1;
            case INT16 -> 2;
            case INT32 -> 4;
            default -> 8;
        };
    }
}
