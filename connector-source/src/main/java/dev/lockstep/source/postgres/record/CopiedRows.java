package dev.lockstep.source.postgres.record;

import static dev.lockstep.json.StructValues.set;

import dev.lockstep.event.Lsn;
import dev.lockstep.event.SourceSchema;
import dev.lockstep.event.TableDefinitionSchema;
import dev.lockstep.event.TableKeySchema;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import dev.lockstep.source.postgres.type.ColumnReader;
import dev.lockstep.source.postgres.type.Inexact;
import dev.lockstep.source.postgres.type.KeyValues;
import dev.lockstep.source.postgres.type.RawText;
import dev.lockstep.source.postgres.type.UnreadableValueException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns the rows that a binary COPY brings of one table into read events. Used by one thread, which
 * need not be the task's.
 */
public final class CopiedRows {

    /**
     * A column to select, in the order in which rows are to have them.
     *
     * @param typeOid of its type
     * @param binary whether in the type's own binary form; if not, as its output function writes it
     */
    public record Selected(String name, int typeOid, boolean binary) {}

    /**
     * Where its value goes.
     *
     * @param field null for a column that is in the key only
     * @param keyField null for a column that is not in the key
     */
    record Cell(
            Selected column,
            ColumnReader reader,
            RawText raw,
            Field field,
            Field keyField,
            String path) {}

    /** What the table is told to be, and where. */
    record Told(Route route, TableDefinition definition) {}

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Map<String, String> partition;
    private final TablePlan plan;
    private final List<Selected> columns;
    private final Cell[] cells;
    private final EventBuilder events;
    private final boolean withAfter;
    private final FailedCopies failures;
    private final Told told;
    private final Remarks remarks = new Remarks();

    private TransactionStamp stamp;
    private Struct source;

    /**
     * @param failures null where a row that cannot be converted is an error
     * @param told null for nothing
     */
    CopiedRows(
            Map<String, String> partition,
            TablePlan plan,
            List<Cell> cells,
            EventBuilder events,
            FailedCopies failures,
            Told told) {
        this.partition = partition;
        this.plan = plan;
        this.columns = cells.stream().map(Cell::column).toList();
        this.cells = cells.toArray(Cell[]::new);
        this.events = events;
        this.withAfter = events.withAfter();
        this.failures = failures;
        this.told = told;
    }

    /** What to select, in this order. */
    public List<Selected> columns() {
        return columns;
    }

    /**
     * Begins a batch of rows, which share one source block.
     *
     * @param at their place in the log: what committed before it is in the rows, and nothing else
     * @param marker the value of the block's field {@code snapshot}
     */
    public void begin(long at, String marker) {
        events.tick();
        Transaction none = new Transaction(at, events.nowUs(), 0, null);
        stamp = new TransactionStamp(none, 0, events.nowUs());
        source = events.source(stamp, at, 0, plan);
        source.put(SourceSchema.SNAPSHOT, marker);
    }

    /** How the table is defined, to be told before its first row; null if that is not told. */
    public SourceRecord definition(SourceOffset offset) {
        if (told == null) {
            return null;
        }
        long at = stamp.transaction.commitLsn();
        return new CapturedRecord(
                partition,
                offset,
                told.route.topic(),
                told.route.partition(),
                TableKeySchema.SCHEMA,
                TableKeySchema.key(plan.schema(), plan.table()),
                TableDefinitionSchema.SCHEMA,
                told.definition.value(null, at, 0, at, stamp.tsMs),
                null);
    }

    /**
     * The event of a row, or what stands for it.
     *
     * @param row holds the row as COPY sends it, from {@code from} to its end
     * @throws DataException when a value cannot be read
     */
    public SourceRecord record(byte[] row, int from, SourceOffset offset) {
        if (row.length - from < Short.BYTES || (short) SHORT.get(row, from) != cells.length) {
            throw malformed();
        }
        try {
            return event(row, from + Short.BYTES, offset);
        } catch (UnreadableRowException e) {
            if (failures == null) {
                throw e;
            }
            remarks.takeExact();
            RawRow raw = raw(row, from + Short.BYTES);
            return failures.record(plan, raw, source, events.nowMs(), located(e), offset);
        }
    }

    private String located(UnreadableRowException e) {
        return e.getMessage()
                + " The row is of the snapshot at LSN "
                + new Lsn(stamp.transaction.commitLsn())
                + ".";
    }

    private SourceRecord event(byte[] row, int from, SourceOffset offset) {
        Struct after = plan.newRow();
        Struct key = plan.newKey();
        int at = from;
        for (Cell cell : cells) {
            int length = lengthAt(row, at);
            at += Integer.BYTES;
            if (length >= 0) {
                if (withAfter || cell.keyField != null) {
                    put(cell, row, at, length, after, key);
                }
                at += length;
            } else if (cell.keyField != null && !cell.keyField.schema().isOptional()) {
                throw unreadable(cell, "it is part of the key, but null");
            }
        }
        if (at != row.length) {
            throw malformed();
        }
        Struct value = events.read(plan, source, after, remarks);
        return new CapturedRecord(
                partition,
                offset,
                plan.route().topic(),
                plan.route().partition(),
                plan.keySchema(),
                key,
                plan.events().value(),
                value,
                null);
    }

    /** The captured columns, unread. */
    private RawRow raw(byte[] row, int from) {
        RawRow raw = new RawRow();
        int at = from;
        for (Cell cell : cells) {
            int length = lengthAt(row, at);
            at += Integer.BYTES;
            if (cell.field != null && length < 0) {
                raw.addNull(cell.column.name());
            } else if (cell.field != null) {
                raw.add(cell.column.name(), row, at, length, cell.raw);
            }
            at += Math.max(length, 0);
        }
        return raw;
    }

    private int lengthAt(byte[] row, int at) {
        if (row.length - at < Integer.BYTES) {
            throw malformed();
        }
        int length = (int) INT.get(row, at);
        if (length > row.length - at - Integer.BYTES) {
            throw malformed();
        }
        return length;
    }

    private void put(Cell cell, byte[] row, int at, int length, Struct after, Struct key) {
        Object value;
        try {
            value = cell.reader.read(row, at, length);
        } catch (UnreadableValueException | IndexOutOfBoundsException e) {
            throw unreadable(cell, e.getMessage());
        }
        if (value instanceof Inexact inexact) {
            value = inexact.nearest();
            if (cell.field != null && withAfter) {
                remarks.exact(cell.path, inexact.text());
            }
        }
        if (cell.field != null && withAfter) {
            set(after, cell.field, value);
        }
        if (cell.keyField != null) {
            set(key, cell.keyField, KeyValues.of(value));
        }
    }

    /** Gives a record a source block of its own that says this about its place in the snapshot. */
    public static void mark(SourceRecord record, String marker) {
        Struct value = (Struct) record.value();
        Struct shared = value.getStruct("source");
        Struct own = new Struct(SourceSchema.SCHEMA);
        for (Field field : SourceSchema.SCHEMA.fields()) {
            own.put(field, shared.getWithoutDefault(field.name()));
        }
        own.put(SourceSchema.SNAPSHOT, marker);
        value.put("source", own);
    }

    private DataException malformed() {
        return new DataException(
                "Cannot read a row of "
                        + plan.schema()
                        + "."
                        + plan.table()
                        + ": it has not the columns that were selected. Report this with the"
                        + " server's version.");
    }

    private UnreadableRowException unreadable(Cell cell, String cause) {
        return new UnreadableRowException(
                "Cannot convert column "
                        + cell.column.name()
                        + " of "
                        + plan.schema()
                        + "."
                        + plan.table()
                        + ": "
                        + cause
                        + ". Leave the column out with column.exclude.list, or change its type.");
    }
}
