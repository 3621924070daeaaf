package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.schema.Landing;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.ArrayList;
import java.util.List;

/** Makes the plan of a kind of rows. */
final class Plans {

    private Plans() {}

    static WritePlan plan(RowGroup.Kind kind) {
        Landing landing = kind.landing();
        RowShape shape = landing.shape();
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            TargetColumn column = landing.column(i);
            boolean key = shape.columns().get(i).key();
            boolean told = kind.unavailable() == null || !kind.unavailable().get(i);
            if (column != null && (told || key)) {
                boolean exact = kind.exact() != null && kind.exact().get(i);
                Source source = exact ? Source.EXACT_TEXT : Source.VALUE;
                bindings.add(new Binding(column, source, i, key));
            }
        }
        boolean guarded = landing.position() != null;
        if (guarded) {
            bindings.add(new Binding(landing.position(), Source.POSITION, -1, false));
        }
        return new WritePlan(
                kind.statement(),
                landing.table(),
                shape,
                bindings,
                guarded && kind.statement() != Statement.INSERT);
    }
}
