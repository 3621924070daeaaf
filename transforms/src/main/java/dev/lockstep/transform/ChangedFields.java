package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeOptions;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ChangedColumns;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.change.Unexpected;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Tells which columns an update changed, and drops updates that change none of those that matter.
 *
 * @param <R> the record type of the connector
 */
public final class ChangedFields<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String WATCHED = "watched.columns";
    static final String ADD = "add.changed.fields";

    private static final String GROUP = "Changes";

    private final ChangedFieldsWriter writer = new ChangedFieldsWriter();
    private List<ColumnReader> watched = List.of();
    private boolean add;
    private boolean failOnMissing;
    private boolean failOnUnknown;

    @Override
    protected ConfigDef definition() {
        ConfigDef definition =
                new ConfigDef()
                        .define(
                                WATCHED,
                                Type.LIST,
                                List.of(),
                                new ColumnNames(),
                                Importance.HIGH,
                                "Names the columns of which an update has to change at least one,"
                                        + " or it is dropped; empty keeps every update.",
                                GROUP,
                                1,
                                Width.LONG,
                                "Watched columns")
                        .define(
                                ADD,
                                Type.BOOLEAN,
                                true,
                                Importance.MEDIUM,
                                "Adds changed_fields to events that come without it, filled in"
                                        + " updates whose before image is whole.",
                                GROUP,
                                2,
                                Width.SHORT,
                                "Add changed_fields");
        return ChangeOptions.withUnknownChanges(ChangeOptions.withMissingColumns(definition));
    }

    @Override
    protected void configure(AbstractConfig options) {
        watched = options.getList(WATCHED).stream().map(ColumnReader::new).toList();
        add = options.getBoolean(ADD);
        failOnMissing = Unexpected.fails(options, ChangeOptions.ON_MISSING_COLUMN);
        failOnUnknown = Unexpected.fails(options, ChangeOptions.ON_UNKNOWN_CHANGE);
    }

    @Override
    protected R apply(R record, Change change) {
        if (change.operation() == Operation.MESSAGE) {
            return record;
        }
        if (change.operation() == Operation.UPDATE
                && !watched.isEmpty()
                && !matters(record, change)) {
            return null;
        }
        return add && !change.tellsChangedFields() ? withChangedFields(record, change) : record;
    }

    /** An update of which it is not known what it changed may have changed a watched column. */
    private boolean matters(R record, Change update) {
        boolean matters = false;
        for (int i = 0; i < watched.size() && !matters; i++) {
            ColumnReader column = watched.get(i);
            checkPresence(record, update, column);
            matters =
                    switch (ChangedColumns.ask(update, column)) {
                        case CHANGED -> true;
                        case UNCHANGED -> false;
                        case UNKNOWN -> unknown(record);
                    };
        }
        return matters;
    }

    private void checkPresence(R record, Change update, ColumnReader column) {
        if (failOnMissing && update.afterImage() != null && !column.isIn(update.afterImage())) {
            throw failure(
                    record,
                    Unexpected.missingColumn(WATCHED, column.name()),
                    Unexpected.missingColumnRemedy());
        }
    }

    private boolean unknown(R record) {
        if (failOnUnknown) {
            throw failure(record, Unexpected.unknownChange(), Unexpected.unknownChangeRemedy());
        }
        return true;
    }

    private R withChangedFields(R record, Change change) {
        List<String> changed = ChangedColumns.of(change);
        if (changed == null && change.operation() == Operation.UPDATE) {
            unknown(record);
        }
        return withValue(record, writer.write(change.value(), changed));
    }
}
