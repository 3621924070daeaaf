package dev.lockstep.sink.jdbc.postgres;

import java.util.function.UnaryOperator;

/**
 * How the values of a source column reach a target column.
 *
 * @param carrier the type that is sent
 * @param conversion makes an expression of the column's type, or one that assignment turns into it,
 *     of one of the carrier's
 */
record ColumnForm(Carrier carrier, ColumnEncoder encoder, UnaryOperator<String> conversion) {

    static ColumnForm of(Carrier carrier, ColumnEncoder encoder) {
        return new ColumnForm(carrier, encoder, UnaryOperator.identity());
    }

    /** Text that the type's own input function reads. */
    static ColumnForm cast(ColumnEncoder encoder, String family) {
        return new ColumnForm(Carrier.TEXT, encoder, expression -> expression + "::" + family);
    }
}
