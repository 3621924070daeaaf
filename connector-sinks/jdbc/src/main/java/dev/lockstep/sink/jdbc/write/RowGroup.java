package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.schema.Landing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/** Rows that one call of a writer takes. */
final class RowGroup {

    /**
     * What rows of a group have in common.
     *
     * @param landing compared by identity
     * @param unavailable columns without a value; null for none
     * @param exact columns whose exact text counts; null for none
     */
    record Kind(Landing landing, Statement statement, BitSet unavailable, BitSet exact) {

        boolean is(Landing where, Statement what, BitSet without, BitSet texts) {
            return landing == where
                    && statement == what
                    && Objects.equals(unavailable, without)
                    && Objects.equals(exact, texts);
        }
    }

    private final Kind kind;
    private final SourceTable source;
    private final List<RowChange> rows = new ArrayList<>();

    RowGroup(Kind kind, SourceTable source) {
        this.kind = kind;
        this.source = source;
    }

    Kind kind() {
        return kind;
    }

    SourceTable source() {
        return source;
    }

    /** Whether rows have come from other keys. */
    boolean hasMoved() {
        for (RowChange row : rows) {
            if (row instanceof Upsert upsert && upsert.movedFrom() != null) {
                return true;
            }
        }
        return false;
    }

    List<RowChange> rows() {
        return rows;
    }
}
