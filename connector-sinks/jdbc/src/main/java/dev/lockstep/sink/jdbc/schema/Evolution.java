package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.jdbc.config.TableOptions;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * The statements by which a table comes to hold rows of a shape. What may not be run is shown to
 * the user instead.
 */
final class Evolution {

    private final Dialect dialect;
    private final boolean creates;
    private final boolean evolves;
    private final boolean drops;

    Evolution(Dialect dialect, TableOptions options) {
        this.dialect = dialect;
        this.creates = options.autoCreate();
        this.evolves = options.autoEvolve();
        this.drops = options.dropsColumns();
    }

    boolean creates() {
        return creates;
    }

    static TargetException missing(SourceTable source, TableName name) {
        return new TargetException.Fatal(
                "Cannot apply changes of table "
                        + source.table()
                        + " (topic "
                        + source.topic()
                        + "): the target has no table "
                        + name
                        + ", or the user may not see it. Create it, set auto.create=true, or choose"
                        + " another table with table.name.format or table.name.map.",
                null);
    }

    String create(SourceTable source, TableName name, Wanted wanted) {
        if (!creates || !wanted.whole()) {
            throw missing(source, name);
        }
        List<String> columns = new ArrayList<>(wanted.columns());
        List<String> types = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RowShape.Column column = wanted.shape().columns().get(i);
            types.add(type(source, column));
            if (column.key()) {
                key.add(columns.get(i));
            }
        }
        if (wanted.positions()) {
            columns.add(Tables.POSITION);
            types.add(positionType());
        }
        return dialect.definitions().createTable(name, columns, types, key);
    }

    private String type(SourceTable source, RowShape.Column column) {
        String type = dialect.columnType(schema(source, column), column.key());
        return column.key() || !column.schema().isOptional() ? type + " NOT NULL" : type;
    }

    private String positionType() {
        return dialect.columnType(Schema.OPTIONAL_INT64_SCHEMA, false);
    }

    private static Schema schema(SourceTable source, RowShape.Column column) {
        if (column.schema() == null) {
            throw new TargetException.Fatal(
                    "Cannot make column "
                            + column.name()
                            + " for topic "
                            + source.topic()
                            + ": its records have no schema that would tell its type. Create table"
                            + " and column in the target, or let the converters of source and sink"
                            + " keep schemas.",
                    null);
        }
        return column.schema();
    }

    /** What has to be run before rows can be written; empty for nothing. */
    List<String> statements(SourceTable source, TargetTable table, Wanted wanted) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < wanted.columns().size(); i++) {
            String name = wanted.columns().get(i);
            RowShape.Column column = wanted.shape().columns().get(i);
            Optional<TargetColumn> held = Tables.find(table, name);
            if (held.isEmpty()) {
                statements.add(add(source, table, name, column));
            } else if (evolves && column.schema() != null && !held.get().generated()) {
                follow(table, held.get(), column, statements);
            }
        }
        if (wanted.positions() && Tables.find(table, Tables.POSITION).isEmpty()) {
            statements.add(
                    allowed(
                            source,
                            table,
                            Tables.POSITION,
                            dialect.definitions()
                                    .addColumn(table.name(), Tables.POSITION, positionType())));
        }
        if (evolves) {
            boolean now = drops && !wanted.amid();
            wanted.dropped().forEach(name -> drop(table, name, now, statements));
        }
        return statements;
    }

    /** Added columns accept NULL: rows that are there have no value for them. */
    private String add(SourceTable source, TargetTable table, String name, RowShape.Column column) {
        String type =
                column.schema() == null && !evolves
                        ? "<type>"
                        : dialect.columnType(schema(source, column), column.key());
        return allowed(
                source, table, name, dialect.definitions().addColumn(table.name(), name, type));
    }

    private String allowed(SourceTable source, TargetTable table, String column, String statement) {
        if (!evolves) {
            throw new TargetException.Fatal(
                    "Cannot apply changes of topic "
                            + source.topic()
                            + ": table "
                            + table.name()
                            + " has no column "
                            + column
                            + ". Run "
                            + statement
                            + " or set auto.evolve=true, or leave the column out with"
                            + " field.exclude.list.",
                    null);
        }
        return statement;
    }

    private void follow(
            TargetTable table, TargetColumn held, RowShape.Column column, List<String> into) {
        dialect.widened(held, column.schema())
                .map(type -> dialect.definitions().changeType(table.name(), held.name(), type))
                .ifPresent(into::add);
        boolean tighter = !held.nullable() && !held.hasDefault();
        if (tighter && column.schema().isOptional() && !isKey(table, held)) {
            into.add(dialect.definitions().dropNotNull(table.name(), held));
        }
    }

    private static boolean isKey(TargetTable table, TargetColumn column) {
        return table.primaryKey().contains(column.name());
    }

    private void drop(TargetTable table, String name, boolean now, List<String> into) {
        Optional<TargetColumn> held = Tables.find(table, name);
        if (held.isEmpty() || isKey(table, held.get())) {
            return;
        }
        if (now) {
            into.add(dialect.definitions().dropColumn(table.name(), held.get().name()));
        } else if (!held.get().nullable() && !held.get().hasDefault()) {
            into.add(dialect.definitions().dropNotNull(table.name(), held.get()));
        }
    }
}
