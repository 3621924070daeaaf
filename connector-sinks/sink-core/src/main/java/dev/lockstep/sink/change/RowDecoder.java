package dev.lockstep.sink.change;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.config.RecordOptions;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads rows and keys of one table. */
final class RowDecoder {

    private static final String BEFORE = "before.";
    private static final String AFTER = "after.";

    /**
     * A row as an event tells it. {@code row} is a Struct or a Map; so is {@code before}, or null.
     */
    record Told(
            Object row,
            Collection<?> unavailable,
            boolean placeholders,
            Object exactTexts,
            Object before) {}

    private final SourceTable table;
    private final boolean included;
    private final boolean appends;
    private final RecordOptions options;
    private final Set<String> metadata;
    private final boolean keepsBefore;
    private final Placeholder placeholder;
    private final Map<List<RowShape.Column>, RowShape> shapes = new HashMap<>();
    private final Map<KeyForm, RowPlans> rows = new HashMap<>();
    private final Map<KeyForm, RowPlans> keys = new HashMap<>();
    private KeyForm latestForm;
    private RowPlans latestRows;

    /**
     * @param metadata names of columns that tell of the change, not of the row
     * @param keepsBefore whether rows before changes are wanted
     */
    RowDecoder(
            SourceTable table,
            RecordOptions options,
            Placeholder placeholder,
            Set<String> metadata,
            boolean keepsBefore) {
        this.keepsBefore = keepsBefore;
        this.table = table;
        this.options = options;
        this.placeholder = placeholder;
        this.metadata = metadata;
        this.appends = options.keyMode().appends();
        this.included = options.tables().includes(table.database(), table.schema(), table.table());
    }

    SourceTable table() {
        return table;
    }

    /** Whether the configuration lets the table through. */
    boolean isIncluded() {
        return included;
    }

    Upsert upsert(SinkRecord record, Place place, Operation operation, KeyForm key, Told told) {
        if (key.isNone() && !appends && operation == Operation.UPDATE) {
            throw withoutKey(record, "updated");
        }
        RowPlan plan = rows(key).of(told.row());
        Object[] values = plan.values(told.row(), record);
        String[] exact =
                told.exactTexts() == null ? null : plan.exactTexts(told.exactTexts(), AFTER);
        BitSet unavailable = unavailable(plan, values, told);
        checkKey(record, key, plan, values, exact, unavailable);
        return new Upsert(
                record,
                place,
                table,
                operation,
                new RowImage(plan.shape(), values, exact, unavailable),
                null,
                before(record, key, told.before(), told.exactTexts()));
    }

    /** The row before a change, if it is wanted and told. */
    private RowImage before(SinkRecord record, KeyForm key, Object row, Object exactTexts) {
        if (!keepsBefore || row == null) {
            return null;
        }
        RowPlan plan = rows(key).of(row);
        Object[] values = plan.values(row, record);
        return new RowImage(
                plan.shape(),
                values,
                exactTexts == null ? null : plan.exactTexts(exactTexts, BEFORE),
                plan.holding(placeholder, values));
    }

    private BitSet unavailable(RowPlan plan, Object[] values, Told told) {
        if (told.unavailable() != null && !told.unavailable().isEmpty()) {
            return plan.named(told.unavailable());
        }
        return told.placeholders() ? plan.holding(placeholder, values) : null;
    }

    /**
     * A delete.
     *
     * @param before the row before it, of which a key in the row is taken; null for none
     */
    Delete delete(SinkRecord record, Place place, KeyForm key, Object before, Object exactTexts) {
        if (key.isNone()) {
            throw withoutKey(record, "deleted");
        }
        if (key.isInRow() && before == null) {
            throw new UnreadableRecordException(
                    record,
                    "the delete has no row before the change, which has the key",
                    "Let the source tell it, or choose another pk.mode.");
        }
        RowPlan plan =
                keys.computeIfAbsent(key, form -> plans(form, true))
                        .of(key.isInRow() ? before : null);
        Object[] values = plan.values(before, record);
        String[] exact = exactTexts == null ? null : plan.exactTexts(exactTexts, BEFORE);
        checkKey(record, key, plan, values, exact, null);
        return new Delete(
                record,
                place,
                table,
                new RowImage(plan.shape(), values, exact, null),
                before(record, key, before, exactTexts));
    }

    private RowPlans rows(KeyForm key) {
        if (key != latestForm) {
            latestRows = rows.computeIfAbsent(key, form -> plans(form, false));
            latestForm = key;
        }
        return latestRows;
    }

    private RowPlans plans(KeyForm form, boolean keyOnly) {
        return new RowPlans(form, keyOnly, table, options.fields(), metadata, shapes);
    }

    private void checkKey(
            SinkRecord record,
            KeyForm key,
            RowPlan plan,
            Object[] values,
            String[] exact,
            BitSet unavailable) {
        String missing = plan.missingKey(values, exact, unavailable);
        if (missing != null) {
            throw new UnreadableRecordException(
                    record,
                    "column " + missing + " of the key of " + table.table() + " is null",
                    "Let the source tell it, or choose other columns by pk.mode and pk.fields.");
        }
        for (String wanted : key.wanted()) {
            if (!plan.has(wanted)) {
                throw new UnreadableRecordException(
                        record,
                        "the row of " + table.table() + " has no column " + wanted,
                        "Correct pk.fields.");
            }
        }
    }

    private UnreadableRecordException withoutKey(SinkRecord record, String done) {
        return new UnreadableRecordException(
                record,
                "a row of "
                        + table.table()
                        + " is "
                        + done
                        + " but has no key by which it could be found",
                "Give the table a primary key at the source (or a key by message.key.columns), or"
                        + " name its columns by pk.mode=record_value and pk.fields, or leave the"
                        + " table out.");
    }
}
