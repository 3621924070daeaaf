package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.jdbc.config.NameMap;
import dev.lockstep.sink.jdbc.config.TableNameFormat;
import dev.lockstep.sink.jdbc.config.TableOptions;
import dev.lockstep.sink.jdbc.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of the target by names of the source, as the options say. */
final class TargetNames {

    private final TableNameFormat format;
    private final NameMap tables;
    private final NameMap columns;

    TargetNames(TableOptions options) {
        this.format = options.nameFormat();
        this.tables = options.names();
        this.columns = options.columnNames();
    }

    TableName table(SourceTable source) {
        return tables.lookup(candidates(source))
                .map(TableName::parse)
                .orElseGet(() -> TableName.of(format.fill(values(source))));
    }

    String column(SourceTable source, String column) {
        List<String> candidates = new ArrayList<>();
        candidates(source).forEach(table -> candidates.add(table + "." + column));
        candidates.add(column);
        return columns.lookup(candidates).orElse(column);
    }

    private static List<String> candidates(SourceTable source) {
        List<String> candidates = new ArrayList<>(List.of(source.topic()));
        if (source.schema() != null) {
            candidates.add(source.schema() + "." + source.table());
        }
        if (source.database() != null) {
            candidates.add(source.database() + "." + source.table());
        }
        candidates.add(source.table());
        return candidates;
    }

    private static Map<String, String> values(SourceTable source) {
        Map<String, String> values = new HashMap<>();
        values.put("topic", source.topic());
        values.put("database", source.database());
        values.put("schema", source.schema());
        values.put("table", source.table());
        return values;
    }
}
