package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.jdbc.config.TableOptions;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tables that a connector's topics name before there is a record: those of {@code topics} whose
 * names have three parts, of which the last two are schema and table. Topics of other names may
 * hold any tables.
 */
public final class NamedTables {

    private final TargetNames names;
    private final List<String> topics;

    /**
     * @param properties of the connector; those of Connect among them
     */
    public NamedTables(TableOptions options, Map<String, ?> properties) {
        this.names = new TargetNames(options);
        Object listed = properties.get("topics");
        this.topics = listed == null ? List.of() : List.of(listed.toString().split(",", -1));
    }

    /** Those that the target does not have. */
    public List<TableName> missing(Connection connection, Dialect dialect) throws SQLException {
        Catalog catalog = new Catalog(dialect);
        List<TableName> missing = new ArrayList<>();
        for (String topic : topics) {
            String[] parts = topic.strip().split("\\.", -1);
            if (parts.length == 3) {
                TableName name =
                        names.table(new SourceTable(topic.strip(), null, parts[1], parts[2]));
                if (catalog.table(connection, name).isEmpty()) {
                    missing.add(name);
                }
            }
        }
        return missing;
    }
}
