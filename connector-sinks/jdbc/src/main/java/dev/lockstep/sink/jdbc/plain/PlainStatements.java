package dev.lockstep.sink.jdbc.plain;

import static dev.lockstep.sink.jdbc.plain.PlainDefinitions.quoted;

import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.value.ColumnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statement of one plan. Its parameters stand in the order of {@link #parameters}. */
final class PlainStatements {

    private final Flavor flavor;
    private final WritePlan plan;
    private final String table;

    PlainStatements(Flavor flavor, WritePlan plan) {
        this.flavor = flavor;
        this.plan = plan;
        this.table = quoted(plan.table().name());
    }

    /** The bindings as the statement's parameters want them, one per question mark. */
    static List<Binding> parameters(WritePlan plan) {
        return switch (plan.statement()) {
            case UPSERT, INSERT -> plan.bindings();
            case UPDATE, DELETE -> {
                List<Binding> all = new ArrayList<>();
                if (plan.statement() == WritePlan.Statement.UPDATE) {
                    all.addAll(plan.nonKeys());
                }
                all.addAll(plan.keys());
                if (plan.guarded()) {
                    all.add(position(plan));
                }
                yield all;
            }
        };
    }

    private static Binding position(WritePlan plan) {
        return plan.bindings().stream()
                .filter(binding -> binding.source() == Source.POSITION)
                .findFirst()
                .orElseThrow();
    }

    String sql() {
        return switch (plan.statement()) {
            case INSERT -> insert();
            case UPSERT -> flavor.onConflict() ? insert() + onConflict() : merge();
            case UPDATE -> "UPDATE " + table + " SET " + assignments("?") + " WHERE " + condition();
            case DELETE -> "DELETE FROM " + table + " WHERE " + condition();
        };
    }

    private String condition() {
        String keys =
                plan.keys().stream()
                        .map(binding -> name(binding) + " = ?")
                        .collect(Collectors.joining(" AND "));
        return plan.guarded() ? keys + " AND COALESCE(" + name(position(plan)) + ", 0) <= ?" : keys;
    }

    private String insert() {
        return "INSERT INTO "
                + table
                + " ("
                + names("")
                + ") VALUES ("
                + plan.bindings().stream().map(b -> "?").collect(Collectors.joining(", "))
                + ")";
    }

    private String onConflict() {
        String keys =
                plan.keys().stream().map(PlainStatements::name).collect(Collectors.joining(", "));
        if (plan.nonKeys().isEmpty()) {
            return " ON CONFLICT (" + keys + ") DO NOTHING";
        }
        return " ON CONFLICT ("
                + keys
                + ") DO UPDATE SET "
                + assignments("excluded.")
                + (plan.guarded() ? " WHERE " + guard(table + ".", "excluded.") : "");
    }

    private String merge() {
        String columns =
                plan.bindings().stream()
                        .map(b -> "CAST(? AS " + castType(b) + ") AS " + name(b))
                        .collect(Collectors.joining(", "));
        String on =
                plan.keys().stream()
                        .map(binding -> "t." + name(binding) + " = s." + name(binding))
                        .collect(Collectors.joining(" AND "));
        String matched =
                plan.nonKeys().isEmpty()
                        ? ""
                        : " WHEN MATCHED"
                                + (plan.guarded() ? " AND " + guard("t.", "s.") : "")
                                + " THEN UPDATE SET "
                                + assignments("s.");
        return "MERGE INTO "
                + table
                + " t USING (SELECT "
                + columns
                + ") s ON "
                + on
                + matched
                + " WHEN NOT MATCHED THEN INSERT ("
                + names("")
                + ") VALUES ("
                + names("s.")
                + ")";
    }

    /** Without length or precision: a cast cuts and rounds in silence, an assignment does not. */
    private String castType(Binding binding) {
        ColumnKind kind = ColumnKind.ofFamily(binding.column().family());
        return flavor.types().get(flavor.bound(kind));
    }

    private String guard(String held, String offered) {
        String position = name(position(plan));
        return "COALESCE(" + held + position + ", 0) <= " + offered + position;
    }

    /** {@code a = prefix a, …}; with a question mark as prefix, {@code a = ?, …}. */
    private String assignments(String prefix) {
        return plan.nonKeys().stream()
                .map(b -> name(b) + " = " + (prefix.equals("?") ? prefix : prefix + name(b)))
                .collect(Collectors.joining(", "));
    }

    private String names(String prefix) {
        return plan.bindings().stream()
                .map(binding -> prefix + name(binding))
                .collect(Collectors.joining(", "));
    }

    private static String name(Binding binding) {
        return quoted(binding.column().name());
    }
}
