package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeOptions;
import dev.lockstep.transform.change.ChangePredicate;
import dev.lockstep.transform.change.ChangedColumns;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.change.Unexpected;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.NonEmptyStringWithoutControlChars;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Matches updates that change a column, from a value or to a value if one is given.
 *
 * @param <R> the record type of the connector
 */
public final class FieldChanged<R extends ConnectRecord<R>> extends ChangePredicate<R> {

    static final String COLUMN = "column";
    static final String FROM = "from.value";
    static final String TO = "to.value";

    private static final String GROUP = "Change";

    private ColumnReader column;
    private ExpectedValue from;
    private ExpectedValue to;
    private boolean failOnMissing;
    private boolean failOnUnknown;

    @Override
    protected ConfigDef definition() {
        ConfigDef definition =
                new ConfigDef()
                        .define(
                                COLUMN,
                                Type.STRING,
                                ConfigDef.NO_DEFAULT_VALUE,
                                new NonEmptyStringWithoutControlChars(),
                                Importance.HIGH,
                                "Names the column that an update has to change to match.",
                                GROUP,
                                1,
                                Width.MEDIUM,
                                "Column");
        value(definition, FROM, 2, "Sets the value that the column must have had before;");
        value(definition, TO, 3, "Sets the value that the column must have after the update;");
        return ChangeOptions.withUnknownChanges(ChangeOptions.withMissingColumns(definition));
    }

    private static void value(ConfigDef definition, String name, int order, String doc) {
        definition.define(
                name,
                Type.STRING,
                null,
                new NonEmptyString(),
                Importance.MEDIUM,
                doc + " numbers are compared as numbers, null stands for no value.",
                GROUP,
                order,
                Width.MEDIUM,
                name.equals(FROM) ? "From" : "To");
    }

    @Override
    protected void configure(AbstractConfig options) {
        column = new ColumnReader(options.getString(COLUMN));
        from = ExpectedValue.of(options.getString(FROM));
        to = ExpectedValue.of(options.getString(TO));
        failOnMissing = Unexpected.fails(options, ChangeOptions.ON_MISSING_COLUMN);
        failOnUnknown = Unexpected.fails(options, ChangeOptions.ON_UNKNOWN_CHANGE);
    }

    @Override
    protected boolean test(R record, Change change) {
        if (change.operation() != Operation.UPDATE) {
            return false;
        }
        Object after = change.afterImage();
        if (failOnMissing && after != null && !column.isIn(after)) {
            throw failure(
                    record,
                    Unexpected.missingColumn(COLUMN, column.name()),
                    Unexpected.missingColumnRemedy());
        }
        return switch (ChangedColumns.ask(change, column)) {
            case UNCHANGED -> false;
            case CHANGED -> from.matches(column, change.beforeImage()) && to.matches(column, after);
            case UNKNOWN -> unknown(record);
        };
    }

    private boolean unknown(R record) {
        if (failOnUnknown) {
            throw failure(record, Unexpected.unknownChange(), Unexpected.unknownChangeRemedy());
        }
        return false;
    }
}
