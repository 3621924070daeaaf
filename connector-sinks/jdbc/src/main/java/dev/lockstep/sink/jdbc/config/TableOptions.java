package dev.lockstep.sink.jdbc.config;

import dev.lockstep.sink.config.OneOf;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Which tables and columns changes go to, and what happens where those are missing. */
public final class TableOptions {

    public static final String NAME_FORMAT = "table.name.format";
    public static final String NAME_MAP = "table.name.map";
    public static final String COLUMN_MAP = "column.name.map";
    public static final String AUTO_CREATE = "auto.create";
    public static final String AUTO_EVOLVE = "auto.evolve";
    public static final String EVOLUTION = "schema.evolution";
    public static final String DECIMAL_FORMAT = "schemaless.decimal.format";

    private static final String GROUP = "Tables";

    private final AbstractConfig config;

    TableOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineNames(definition);
        defineDefinitions(definition);
    }

    private static void defineNames(ConfigDef definition) {
        definition
                .define(
                        NAME_FORMAT,
                        Type.STRING,
                        "${table}",
                        TableNameFormat.VALIDATOR,
                        Importance.HIGH,
                        "Gives the name of the target's table, with dots between catalog, schema"
                                + " and table; dots in what is put in become underscores.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Table names")
                .define(
                        NAME_MAP,
                        Type.LIST,
                        List.of(),
                        NameMap.VALIDATOR,
                        Importance.MEDIUM,
                        "Lists tables whose name does not follow table.name.format, each as"
                                + " <topic, schema.table or table>:<table of the target>.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Other tables")
                .define(
                        COLUMN_MAP,
                        Type.LIST,
                        List.of(),
                        NameMap.VALIDATOR,
                        Importance.MEDIUM,
                        "Lists columns that have another name in the target, each as <table.column"
                                + " or column>:<column of the target>.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Other columns");
    }

    private static void defineDefinitions(ConfigDef definition) {
        definition
                .define(
                        AUTO_CREATE,
                        Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Tells whether tables that are missing are created.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Create tables")
                .define(
                        AUTO_EVOLVE,
                        Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Tells whether tables follow those of the source: columns are added, types"
                                + " widened, and columns accept NULL where the source's do.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Evolve tables")
                .define(
                        EVOLUTION,
                        Type.STRING,
                        "ignore",
                        OneOf.of(SchemaEvolution.class),
                        Importance.LOW,
                        "Decides what becomes of a column that the source has dropped where"
                                + " auto.evolve is set: ignore keeps it and lets it accept NULL,"
                                + " drop drops it.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Dropped columns")
                .define(
                        DECIMAL_FORMAT,
                        Type.STRING,
                        "base64",
                        OneOf.of(DecimalFormat.class),
                        Importance.LOW,
                        "Tells how decimals are written in JSON without schemas: numeric means"
                                + " numbers or texts of numbers, base64 what Kafka's JSON converter"
                                + " makes of them by default.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Decimals without schema");
    }

    public TableNameFormat nameFormat() {
        return new TableNameFormat(config.getString(NAME_FORMAT));
    }

    public NameMap names() {
        return new NameMap(config.getList(NAME_MAP));
    }

    public NameMap columnNames() {
        return new NameMap(config.getList(COLUMN_MAP));
    }

    public boolean autoCreate() {
        return config.getBoolean(AUTO_CREATE);
    }

    public boolean autoEvolve() {
        return config.getBoolean(AUTO_EVOLVE);
    }

    public boolean dropsColumns() {
        return OneOf.parse(SchemaEvolution.class, config.getString(EVOLUTION))
                == SchemaEvolution.DROP;
    }

    public boolean base64Decimals() {
        return OneOf.parse(DecimalFormat.class, config.getString(DECIMAL_FORMAT))
                == DecimalFormat.BASE64;
    }
}
