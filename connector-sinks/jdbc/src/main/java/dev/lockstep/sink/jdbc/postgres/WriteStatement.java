package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statement of a plan, whose only parameters are arrays, one per column: their elements at one
 * index are a row.
 */
final class WriteStatement {

    private final WritePlan plan;
    private final List<ArrayColumn> columns;

    WriteStatement(WritePlan plan, List<ArrayColumn> columns) {
        this.plan = plan;
        this.columns = columns;
    }

    String sql() {
        return switch (plan.statement()) {
            case INSERT -> insert();
            case UPSERT -> insert() + onConflict();
            case UPDATE -> update();
            case DELETE -> "DELETE FROM " + target() + " USING " + rows() + where();
        };
    }

    private String target() {
        return Identifiers.quote(plan.table().name()) + " AS t";
    }

    private String rows() {
        return "unnest("
                + columns.stream()
                        .map(column -> "?::" + column.form().carrier().sql() + "[]")
                        .collect(Collectors.joining(", "))
                + ") AS u("
                + join(columns, column -> "c" + columns.indexOf(column))
                + ")";
    }

    private String insert() {
        boolean overriding =
                columns.stream().anyMatch(column -> column.binding().column().identityAlways());
        return "INSERT INTO "
                + target()
                + " ("
                + join(columns, WriteStatement::name)
                + ")"
                + (overriding ? " OVERRIDING SYSTEM VALUE" : "")
                + " SELECT "
                + join(columns, this::expression)
                + " FROM "
                + rows();
    }

    private String onConflict() {
        List<ArrayColumn> updated = updated();
        String conflict = " ON CONFLICT (" + join(keys(), WriteStatement::name) + ") DO ";
        if (updated.isEmpty()) {
            return conflict + "NOTHING";
        }
        String set = join(updated, column -> name(column) + " = EXCLUDED." + name(column));
        return conflict
                + "UPDATE SET "
                + set
                + guard(" WHERE ", position -> "EXCLUDED." + name(position));
    }

    private String update() {
        List<ArrayColumn> updated = updated();
        String set = join(updated, column -> name(column) + " = " + expression(column));
        return "UPDATE " + target() + " SET " + set + " FROM " + rows() + where();
    }

    private String where() {
        String keys =
                keys().stream()
                        .map(key -> "t." + name(key) + " = " + keyExpression(key))
                        .collect(Collectors.joining(" AND "));
        return " WHERE " + keys + guard(" AND ", this::source);
    }

    private String guard(String joiner, Function<ArrayColumn, String> position) {
        if (!plan.guarded()) {
            return "";
        }
        ArrayColumn column =
                columns.stream()
                        .filter(each -> each.binding().source() == Source.POSITION)
                        .findFirst()
                        .orElseThrow();
        String held = "t." + name(column);
        String given = position.apply(column);
        return joiner + "(" + held + " IS NULL OR " + held + " <= " + given + ")";
    }

    /** What an update sets: the database lets nobody change an identity that it always gives. */
    private List<ArrayColumn> updated() {
        return columns.stream()
                .filter(column -> !column.binding().key())
                .filter(column -> !column.binding().column().identityAlways())
                .toList();
    }

    private List<ArrayColumn> keys() {
        return columns.stream().filter(column -> column.binding().key()).toList();
    }

    private String expression(ArrayColumn column) {
        return column.form().conversion().apply(source(column));
    }

    /** Of the column's own type, so that its index is used and its own equality counts. */
    private String keyExpression(ArrayColumn column) {
        return expression(column) + "::" + column.binding().column().family();
    }

    private String source(ArrayColumn column) {
        return "u.c" + columns.indexOf(column);
    }

    private static String name(ArrayColumn column) {
        Binding binding = column.binding();
        return Identifiers.quote(binding.column().name());
    }

    private static String join(List<ArrayColumn> columns, Function<ArrayColumn, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }
}
