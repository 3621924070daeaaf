package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ColumnAction;
import dev.lockstep.transform.change.EnvelopeRewriter;
import dev.lockstep.transform.change.LatestDeletes;
import dev.lockstep.transform.change.NamePatterns;
import dev.lockstep.transform.change.RowRewriter;
import dev.lockstep.transform.change.Table;
import dev.lockstep.transform.change.TableCache;
import dev.lockstep.transform.mask.Mask;
import dev.lockstep.transform.mask.MaskedColumn;
import dev.lockstep.transform.mask.MaskedColumn.NoText;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Masks the values of columns, in both images and in the key, and takes them out of every other
 * part of the envelope that tells them.
 *
 * @param <R> the record type of the connector
 */
public final class MaskField<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    private NamePatterns columns;
    private MaskedColumn masked;
    private boolean keepsKeys;
    private boolean refusesKeys;
    private final TableCache<Masks> tables = new TableCache<>(this::masks);
    private final LatestDeletes<Masks> deletes = new LatestDeletes<>();

    /** What is masked in the events of one table. */
    private record Masks(RowRewriter keys, EnvelopeRewriter envelopes) {}

    @Override
    protected ConfigDef definition() {
        return MaskFieldOptions.definition();
    }

    @Override
    protected void configure(AbstractConfig options) {
        columns = NamePatterns.of(options.getList(MaskFieldOptions.COLUMNS));
        Mask mask = MaskFieldOptions.mask(options);
        masked = new MaskedColumn(mask, options.getString(MaskFieldOptions.PLACEHOLDER));
        String keys = options.getString(MaskFieldOptions.KEYS);
        keepsKeys = keys.equals(MaskFieldOptions.KEEP);
        refusesKeys = keys.equals(MaskFieldOptions.SAFE) && !mask.distinguishes();
        if (keys.equals(MaskFieldOptions.MASK) && mask.text() == null) {
            throw new ConfigException(
                    MaskFieldOptions.KEYS, keys, "A column of a key cannot be masked by null.");
        }
    }

    private Masks masks(Table table) {
        RowRewriter rows = new RowRewriter((column, schema) -> action(table, column, schema));
        return new Masks(rows, new EnvelopeRewriter(rows));
    }

    private ColumnAction action(Table table, String column, Schema schema) {
        return columns.match(table.namesOf(column)) ? masked.action(schema) : ColumnAction.KEEP;
    }

    @Override
    protected R apply(R record, Change change) {
        if (change.operation() == Operation.MESSAGE) {
            return record;
        }
        Masks masks = tables.get(change);
        if (change.operation() == Operation.DELETE) {
            deletes.remember(record, masks);
        }
        Object key = key(record, masks);
        try {
            Object value = masks.envelopes.rewrite(change);
            return key == record.key() && value == record.value()
                    ? record
                    : withKeyAndValue(
                            record,
                            schema(key, record.keySchema()),
                            key,
                            schema(value, record.valueSchema()),
                            value);
        } catch (NoText e) {
            throw noText(record);
        }
    }

    private Object key(R record, Masks masks) {
        Object key = record.key();
        if (keepsKeys || key instanceof String) {
            return key;
        }
        Object rewritten;
        try {
            rewritten = masks.keys.rewrite(key);
        } catch (NoText e) {
            throw noText(record);
        }
        if (rewritten != key && refusesKeys) {
            throw failure(
                    record,
                    "a masked column is part of the key, and with this "
                            + MaskFieldOptions.MODE
                            + " different rows might get the same key",
                    "Use "
                            + MaskFieldOptions.MODE
                            + "="
                            + MaskFieldOptions.HMAC
                            + ", or set "
                            + MaskFieldOptions.KEYS
                            + ".");
        }
        return rewritten;
    }

    private RuntimeException noText(R record) {
        return failure(
                record,
                "a column that "
                        + MaskFieldOptions.COLUMNS
                        + " names is an array, map or struct, which this "
                        + MaskFieldOptions.MODE
                        + " cannot mask",
                "Use redact or null for it.");
    }

    private static Schema schema(Object data, Schema otherwise) {
        return data instanceof Struct struct ? struct.schema() : otherwise;
    }

    /**
     * The key has to be masked as that of the delete. Where the delete is not known, the topic is
     * taken for the name of the table, which it is by default.
     */
    @Override
    protected R applyToTombstone(R record) {
        Masks masks = deletes.before(record);
        Object key = key(record, masks == null ? tables.get(table(record.topic())) : masks);
        return key == record.key()
                ? record
                : withKeyAndValue(
                        record, schema(key, record.keySchema()), key, record.valueSchema(), null);
    }

    private static Table table(String topic) {
        String[] parts = topic.split("\\.", -1);
        int count = parts.length;
        return new Table(
                count > 2 ? parts[count - 3] : null,
                count > 1 ? parts[count - 2] : null,
                parts[count - 1]);
    }
}
