package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The columns whose schemas tell their types in the database. */
public final class PropagatedTypes {

    public static final String COLUMNS = "column.propagate.source.type";
    public static final String TYPES = "datatype.propagate.source.type";

    private final List<Pattern> columns;
    private final List<Pattern> types;

    PropagatedTypes(AbstractConfig config) {
        columns = CaptureOptions.patterns(config.getString(COLUMNS));
        types = CaptureOptions.patterns(config.getString(TYPES));
    }

    static void define(ConfigDef definition, String group, int firstOrder) {
        String[][] lists = {
            {COLUMNS, "Lists the columns, as schema.table.column,"},
            {TYPES, "Lists the types, as schema.table.type,"}
        };
        int order = firstOrder;
        for (String[] list : lists) {
            definition.define(
                    list[0],
                    Type.STRING,
                    "",
                    CaptureOptions.PATTERNS,
                    LOW,
                    list[1]
                            + " whose schemas tell the column's type, length and scale in the"
                            + " database as parameters: regular expressions, separated by commas,"
                            + " each matched against the whole name without regard to case.",
                    group,
                    order++,
                    Width.LONG,
                    list[0].replace('.', ' '));
        }
    }

    /** Whether the schema of a column tells its type. */
    public boolean includes(String schema, String table, String column, String type) {
        String prefix = schema + "." + table + ".";
        return CaptureOptions.matchesAny(columns, prefix + column)
                || CaptureOptions.matchesAny(types, prefix + type);
    }
}
