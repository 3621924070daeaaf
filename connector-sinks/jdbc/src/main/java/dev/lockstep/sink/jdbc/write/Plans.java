package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.schema.Landing;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
        if (kind.statement() == Statement.UPSERT) {
            requireUniqueKey(landing.table(), bindings);
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

    /** Without one, an upsert would insert the row again and again, or fail with less to go by. */
    private static void requireUniqueKey(TargetTable table, List<Binding> bindings) {
        List<String> key =
                bindings.stream().filter(Binding::key).map(b -> b.column().name()).toList();
        Set<String> wanted = Set.copyOf(key);
        boolean unique =
                wanted.equals(Set.copyOf(table.primaryKey()))
                        || table.uniqueKeys().stream().map(Set::copyOf).anyMatch(wanted::equals);
        if (!unique) {
            throw new TargetException.Fatal(
                    "Cannot upsert into table "
                            + table.name()
                            + ": it has no primary key or unique index of the columns "
                            + key
                            + ", which are the key of its records. Make one, choose other columns"
                            + " with pk.mode and pk.fields, or set insert.mode=insert.",
                    null);
        }
    }
}
