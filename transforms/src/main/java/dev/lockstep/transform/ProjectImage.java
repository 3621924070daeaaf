package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ColumnAction;
import dev.lockstep.transform.change.EnvelopeRewriter;
import dev.lockstep.transform.change.KeyColumns;
import dev.lockstep.transform.change.NamePatterns;
import dev.lockstep.transform.change.OptionList;
import dev.lockstep.transform.change.RowRewriter;
import dev.lockstep.transform.change.Table;
import dev.lockstep.transform.change.TableCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * Leaves only some images in events, and only some columns in images. Keys and tombstones stay as
 * they are.
 *
 * @param <R> the record type of the connector
 */
public final class ProjectImage<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String IMAGES = "images";
    static final String NEW_AND_OLD = "new_and_old";
    static final String NEW = "new";
    static final String OLD = "old";
    static final String KEYS_ONLY = "keys_only";

    static final String INCLUDE = "column.include.list";
    static final String EXCLUDE = "column.exclude.list";
    static final String KEEP_KEYS = "keep.key.columns";

    private boolean keepsBefore;
    private boolean keepsAfter;
    private boolean keysOnly;
    private boolean keepsKeys;
    private NamePatterns included;
    private NamePatterns excluded;
    private final KeyColumns keys = new KeyColumns();
    private final TableCache<Map<Set<String>, EnvelopeRewriter>> rewriters =
            new TableCache<>(table -> new HashMap<>());

    @Override
    protected ConfigDef definition() {
        return new OptionList("Images")
                .choice(
                        IMAGES,
                        Importance.HIGH,
                        "Images to keep",
                        "Decides which images events keep: new_and_old both, new the row after the"
                                + " change, old the row before it, keys_only both with nothing but"
                                + " the columns of the key.",
                        NEW_AND_OLD,
                        NEW,
                        OLD,
                        KEYS_ONLY)
                .group("Columns")
                .list(
                        INCLUDE,
                        List.of(),
                        NamePatterns.VALIDATOR,
                        Importance.HIGH,
                        "Columns to keep",
                        "Names the columns that images keep, as column, table.column,"
                                + " schema.table.column or database.schema.table.column; empty"
                                + " keeps all.")
                .list(
                        EXCLUDE,
                        List.of(),
                        NamePatterns.VALIDATOR,
                        Importance.HIGH,
                        "Columns to leave out",
                        "Names the columns that images lose, even if they are included.")
                .flag(
                        KEEP_KEYS,
                        true,
                        Importance.LOW,
                        "Keep the columns of the key",
                        "Tells whether images keep the columns of the record key, whatever the"
                                + " lists say.")
                .definition();
    }

    @Override
    protected void configure(AbstractConfig options) {
        String images = options.getString(IMAGES);
        keysOnly = images.equals(KEYS_ONLY);
        keepsBefore = !images.equals(NEW);
        keepsAfter = !images.equals(OLD);
        included = NamePatterns.of(options.getList(INCLUDE));
        excluded = NamePatterns.of(options.getList(EXCLUDE));
        keepsKeys = keysOnly || options.getBoolean(KEEP_KEYS);
    }

    @Override
    protected R apply(R record, Change change) {
        if (change.operation() == Operation.MESSAGE) {
            return record;
        }
        Set<String> key = keepsKeys ? keys.of(record.key()) : Set.of();
        Map<Set<String>, EnvelopeRewriter> ofTable = rewriters.get(change);
        EnvelopeRewriter rewriter = ofTable.get(key);
        if (rewriter == null) {
            rewriter = rewriter(table(change), key);
            ofTable.put(key, rewriter);
        }
        Object value = rewriter.rewrite(change, keepsBefore, keepsAfter);
        return value == record.value() ? record : withProjected(record, value);
    }

    private R withProjected(R record, Object value) {
        return withKeyAndValue(
                record,
                record.keySchema(),
                record.key(),
                value instanceof Struct struct ? struct.schema() : record.valueSchema(),
                value);
    }

    private static Table table(Change change) {
        String name = change.table();
        return new Table(change.database(), change.schema(), name == null ? "" : name);
    }

    private EnvelopeRewriter rewriter(Table table, Set<String> key) {
        return new EnvelopeRewriter(
                new RowRewriter(
                        (column, schema) ->
                                key.contains(column) || keeps(table.namesOf(column))
                                        ? ColumnAction.KEEP
                                        : ColumnAction.DROP));
    }

    private boolean keeps(List<String> names) {
        return !keysOnly && (included.isEmpty() || included.match(names)) && !excluded.match(names);
    }
}
