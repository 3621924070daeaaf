package dev.lockstep.sink.redis.key;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.redis.config.KeyFormat;
import dev.lockstep.sink.template.Template;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** Finds the keys that changes concern. For one thread. */
public final class KeyTemplates {

    private final List<KeyFormat> formats;
    private final IdentityHashMap<SourceTable, TableKeys> tables = new IdentityHashMap<>();
    private SourceTable latestTable;
    private TableKeys latest;

    public KeyTemplates(List<KeyFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** Whether rows have to be known as they were before a change. */
    public static boolean needBefore(List<KeyFormat> formats) {
        return formats.stream().anyMatch(format -> !format.template().columns().isEmpty());
    }

    /**
     * The keys of a change.
     *
     * @throws UntoldKeyException when the change does not tell what they are made of
     */
    public ChangedKeys of(RowChange change) throws UntoldKeyException {
        return table(change.table()).of(change);
    }

    /** Of keys that only name tables, the one of a table; of others, what they begin with. */
    public List<String> prefixes(SourceTable table) {
        return templates(table).stream()
                .map(template -> template.prefix(table))
                .filter(Objects::nonNull)
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // tables are the same object when they are the same
    private TableKeys table(SourceTable table) {
        if (table != latestTable) {
            latest = tables.computeIfAbsent(table, added -> new TableKeys(added, templates(added)));
            latestTable = table;
        }
        return latest;
    }

    private List<Template> templates(SourceTable table) {
        List<Template> own = templates(table.table());
        return own.isEmpty() ? templates((String) null) : own;
    }

    private List<Template> templates(String table) {
        return formats.stream()
                .filter(format -> Objects.equals(format.table(), table))
                .map(KeyFormat::template)
                .toList();
    }
}
