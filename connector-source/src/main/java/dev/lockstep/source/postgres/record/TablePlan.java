package dev.lockstep.source.postgres.record;

import static dev.lockstep.json.StructValues.set;

import dev.lockstep.event.EventSchema;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import dev.lockstep.source.postgres.type.BinaryColumn;
import dev.lockstep.source.postgres.type.ColumnReader;
import dev.lockstep.source.postgres.type.Inexact;
import dev.lockstep.source.postgres.type.KeyValues;
import dev.lockstep.source.postgres.type.UnknownBinaryFormException;
import dev.lockstep.source.postgres.type.UnreadableValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * How the rows of one version of a table become Structs: everything that depends on the table and
 * not on the row, worked out beforehand. Immutable.
 */
final class TablePlan {

    /**
     * A column of the table, in the order of the log.
     *
     * @param field where its value goes; null when the configuration leaves the column out
     * @param reader of its text; null exactly when field is
     * @param binary for its binary form; null when field is, or where that form is not known
     * @param logged whether old rows in the log carry it
     * @param beforePath the name of its value in the old row, in {@code exact_values}
     */
    record Column(
            String name,
            Field field,
            ColumnReader reader,
            BinaryColumn binary,
            boolean logged,
            String beforePath,
            String afterPath) {}

    /**
     * A column of the key.
     *
     * @param index its place in the log's order
     * @param field its place in the key
     * @param reader of its text
     * @param binary for its binary form; null where that is not known
     */
    record KeyColumn(int index, Field field, ColumnReader reader, BinaryColumn binary) {}

    /**
     * What tells the keys of a table from those of others in its topic.
     *
     * @param field its place in the key
     */
    record KeyMark(Field field, String value) {}

    private final String schema;
    private final String table;
    private final String label;
    private final Route route;
    private final EventSchema events;
    private final NestedStruct.Layout rows;
    private final Schema keySchema;
    private final Column[] columns;
    private final KeyColumn[] keyColumns;
    private final KeyMark keyMark;

    /**
     * @param keySchema null for a table without a key, whose keyColumns are empty
     * @param keyMark null where no other table shares the topic
     */
    TablePlan(
            String schema,
            String table,
            Route route,
            EventSchema events,
            Schema keySchema,
            List<Column> columns,
            List<KeyColumn> keyColumns,
            KeyMark keyMark) {
        this.schema = schema;
        this.table = table;
        this.label = schema + "." + table;
        this.route = route;
        this.events = events;
        this.rows = new NestedStruct.Layout(events.row());
        this.keySchema = keySchema;
        this.columns = columns.toArray(Column[]::new);
        this.keyColumns = keyColumns.toArray(KeyColumn[]::new);
        this.keyMark = keyMark;
    }

    String schema() {
        return schema;
    }

    String table() {
        return table;
    }

    /** {@code schema.table}. */
    String label() {
        return label;
    }

    /** Where the table's events go. */
    Route route() {
        return route;
    }

    EventSchema events() {
        return events;
    }

    /** Null for a table without a key. */
    Schema keySchema() {
        return keySchema;
    }

    /** The columns in the order of the log. */
    List<Column> columns() {
        return List.of(columns);
    }

    /** Where a column goes in the key; null for a column that is not in it. */
    Field keyField(int column) {
        for (KeyColumn key : keyColumns) {
            if (key.index == column) {
                return key.field;
            }
        }
        return null;
    }

    /** The columns of the key, in order; empty for a table without a key. */
    List<String> key() {
        return Arrays.stream(keyColumns).map(column -> columns[column.index].name).toList();
    }

    /** The key of a new row, or null for a table without a key. */
    Struct keyOfNew(Tuple row, Tuple old) {
        checkWidth(row);
        Struct key = newKey();
        for (KeyColumn column : keyColumns) {
            put(key, column, holder(row, old, column.index));
        }
        return key;
    }

    /**
     * The key of an old row, or null for a table without a key.
     *
     * @throws UnreadableRowException when a key column is not among those that the log has of old
     *     rows
     */
    Struct keyOfOld(Tuple row) {
        checkWidth(row);
        Struct key = newKey();
        for (KeyColumn column : keyColumns) {
            if (!columns[column.index].logged) {
                throw unreadable(
                        column.index,
                        "it is part of the key, but the replica identity leaves it out of old"
                                + " rows");
            }
            put(key, column, row);
        }
        return key;
    }

    /** A row without values. */
    Struct newRow() {
        return rows.struct();
    }

    /** A key that its columns are still to be put into, or null for a table without a key. */
    Struct newKey() {
        if (keySchema == null) {
            return null;
        }
        Struct key = new Struct(keySchema);
        if (keyMark != null) {
            set(key, keyMark.field, keyMark.value);
        }
        return key;
    }

    private void put(Struct key, KeyColumn column, Tuple holder) {
        if (holder == null) {
            throw unreadable(column.index, "it is part of the key, but the log does not carry it");
        }
        Object value = read(column.reader, column.binary, holder, column.index);
        if (value instanceof Inexact inexact) {
            value = inexact.nearest();
        }
        if (value == null && !column.field.schema().isOptional()) {
            throw unreadable(column.index, "the log has no value that the key could hold");
        }
        set(key, column.field, KeyValues.of(value));
    }

    /** Whether an update moved the row to another key. */
    boolean keyChanged(Tuple old, Tuple after) {
        checkWidth(old);
        checkWidth(after);
        for (KeyColumn column : keyColumns) {
            if (columns[column.index].logged
                    && after.kind(column.index) != Kind.UNCHANGED
                    && !old.sameBytes(column.index, after, column.index)) {
                return true;
            }
        }
        return false;
    }

    /** The new row of a change; unchanged values come from the old row where there is one. */
    Struct after(Tuple row, Tuple old, Remarks remarks) {
        return row(row, old, remarks, true);
    }

    /** The old row, or as much of it as the log carries. */
    Struct before(Tuple row, Remarks remarks) {
        return row(row, null, remarks, false);
    }

    private Struct row(Tuple row, Tuple old, Remarks remarks, boolean after) {
        checkWidth(row);
        Struct struct = newRow();
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            if (column.field == null || row.kind(i) == Kind.NULL) {
                continue;
            }
            Tuple holder = holder(row, old, i);
            Object value;
            if (holder == null) {
                value = column.reader.unavailable();
                remarks.unavailable(column.name);
            } else {
                value = read(column.reader, column.binary, holder, i);
                if (value instanceof Inexact inexact) {
                    remarks.exact(after ? column.afterPath : column.beforePath, inexact.text());
                    value = inexact.nearest();
                }
            }
            set(struct, column.field, value);
        }
        return struct;
    }

    /** The names of the columns that an update changed, by the full old row. */
    List<String> changed(Tuple old, Tuple after) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].field != null
                    && after.kind(i) != Kind.UNCHANGED
                    && !old.sameBytes(i, after, i)) {
                names.add(columns[i].name);
            }
        }
        return names;
    }

    /**
     * The tuple that carries the value of a column; null when neither does. In an old row that is
     * only the identity, all other columns read NULL, whatever the row held.
     */
    private Tuple holder(Tuple row, Tuple old, int column) {
        if (row.kind(column) != Kind.UNCHANGED) {
            return row;
        }
        boolean filled = old != null && columns[column].logged;
        return filled && old.kind(column) != Kind.UNCHANGED ? old : null;
    }

    /** What the log has of a new row, unread. */
    RawRow rawNew(Tuple row) {
        RawRow raw = new RawRow();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].field != null) {
                raw.add(row, i, columns[i].name, columns[i].binary);
            }
        }
        return raw;
    }

    /** What the log has of an old row, unread. */
    RawRow rawOld(Tuple row) {
        RawRow raw = new RawRow();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].field != null && columns[i].logged) {
                raw.add(row, i, columns[i].name, columns[i].binary);
            }
        }
        return raw;
    }

    /** By the form in which the value came: the server decides that by its type. */
    private Object read(ColumnReader text, BinaryColumn binary, Tuple tuple, int index) {
        ColumnReader reader =
                switch (tuple.kind(index)) {
                    case NULL, UNCHANGED -> null;
                    case TEXT -> text;
                    case BINARY -> binaryReader(text, binary, index);
                };
        if (reader == null) {
            return null;
        }
        try {
            return reader.read(tuple.buffer(), tuple.offset(index), tuple.length(index));
        } catch (UnreadableValueException e) {
            throw unreadable(index, e.getMessage());
        }
    }

    private ColumnReader binaryReader(ColumnReader text, BinaryColumn binary, int index) {
        if (binary == null) {
            throw new UnknownBinaryFormException(
                    label + "." + columns[index].name, text.typeName());
        }
        return binary.reader();
    }

    private void checkWidth(Tuple row) {
        if (row.size() != columns.length) {
            throw new DataException(
                    "Cannot read a row of "
                            + label
                            + ": it has "
                            + row.size()
                            + " columns where the log described "
                            + columns.length
                            + ". Report this with the server's version.");
        }
    }

    private UnreadableRowException unreadable(int index, String cause) {
        return new UnreadableRowException(
                "Cannot convert column "
                        + columns[index].name
                        + " of "
                        + label
                        + ": "
                        + cause
                        + ". Leave the column out with column.exclude.list, or change its type or"
                        + " the table's replica identity.");
    }
}
