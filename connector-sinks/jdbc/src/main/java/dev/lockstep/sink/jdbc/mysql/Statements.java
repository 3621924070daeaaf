package dev.lockstep.sink.jdbc.mysql;

import static dev.lockstep.sink.jdbc.mysql.Quoting.quote;

import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of a plan's statements. The order of their parameters stands at each. */
final class Statements {

    private static final String NEW_ROW = "`lockstep_new`";

    private final String table;
    private final String alias;
    private final boolean rowAlias;
    private final List<Binding> bindings;
    private final List<Binding> keys;
    private final List<Binding> others;
    private final String position;

    Statements(WritePlan plan, boolean rowAlias) {
        this.table = quote(plan.table().name());
        this.alias = quote(plan.table().name().name());
        this.rowAlias = rowAlias;
        this.bindings = plan.bindings();
        this.keys = plan.keys();
        // Assignments are done from left to right, and each one's condition reads the position.
        this.others =
                Stream.concat(
                                plan.nonKeys().stream().filter(each -> !isPosition(each)),
                                plan.nonKeys().stream().filter(Statements::isPosition))
                        .toList();
        this.position = plan.guarded() ? name(others.get(others.size() - 1)) : null;
    }

    List<Binding> keys() {
        return keys;
    }

    /** Those outside of the key, the position last. */
    List<Binding> others() {
        return others;
    }

    /** All bindings of each row. */
    String insert(int rows) {
        String columns = bindings.stream().map(Statements::name).collect(Collectors.joining(","));
        String row = "(" + String.join(",", Collections.nCopies(bindings.size(), "?")) + ")";
        return "INSERT INTO "
                + table
                + " ("
                + columns
                + ") VALUES "
                + String.join(",", Collections.nCopies(rows, row));
    }

    /** All bindings of each row. */
    String upsert(int rows) {
        return insert(rows)
                + (rowAlias ? " AS " + NEW_ROW : "")
                + " ON DUPLICATE KEY UPDATE "
                + (others.isEmpty()
                        ? assign(keys.get(0), old(name(keys.get(0))))
                        : others.stream()
                                .map(each -> assign(each, replaced(name(each))))
                                .collect(Collectors.joining(",")));
    }

    private String replaced(String column) {
        // A row whose position is not known yields.
        return position == null
                ? fresh(column)
                : "IF("
                        + old(position)
                        + ">"
                        + fresh(position)
                        + ","
                        + old(column)
                        + ","
                        + fresh(column)
                        + ")";
    }

    private String old(String column) {
        return alias + "." + column;
    }

    private String fresh(String column) {
        return rowAlias ? NEW_ROW + "." + column : "VALUES(" + column + ")";
    }

    /** The others, the keys, and the position once more where the plan is guarded. */
    String update() {
        return "UPDATE "
                + table
                + " SET "
                + (others.isEmpty()
                        ? assign(keys.get(0), name(keys.get(0)))
                        : others.stream()
                                .map(each -> assign(each, "?"))
                                .collect(Collectors.joining(",")))
                + " WHERE "
                + rowCondition();
    }

    /** The keys. Changes nothing; the number of rows found tells whether there is one. */
    String probe() {
        return "UPDATE "
                + table
                + " SET "
                + assign(keys.get(0), name(keys.get(0)))
                + " WHERE "
                + keyCondition();
    }

    /** Of each row the keys, and the position where the plan is guarded. */
    String delete(int rows) {
        if (keys.size() == 1 && position == null) {
            return "DELETE FROM "
                    + table
                    + " WHERE "
                    + name(keys.get(0))
                    + " IN ("
                    + String.join(",", Collections.nCopies(rows, "?"))
                    + ")";
        }
        // MariaDB finds rows by OR through the index, and by a list of tuples it does not.
        String row = "(" + rowCondition() + ")";
        return "DELETE FROM "
                + table
                + " WHERE "
                + String.join(" OR ", Collections.nCopies(rows, row));
    }

    private String rowCondition() {
        return position == null
                ? keyCondition()
                : keyCondition() + " AND (" + position + " IS NULL OR " + position + "<=?)";
    }

    private String keyCondition() {
        return keys.stream().map(each -> assign(each, "?")).collect(Collectors.joining(" AND "));
    }

    private static String assign(Binding binding, String value) {
        return name(binding) + "=" + value;
    }

    private static String name(Binding binding) {
        return quote(binding.column().name());
    }

    private static boolean isPosition(Binding binding) {
        return binding.source() == Source.POSITION;
    }
}
