package dev.lockstep.sink.typesense.config;

import dev.lockstep.sink.template.Template;
import dev.lockstep.sink.template.TemplateValidator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Which collection and document a row goes to. */
public final class CollectionOptions {

    public static final String NAME_FORMAT = "collection.name.format";
    public static final String ID_FORMAT = "document.id.format";
    public static final String AUTO_CREATE = "auto.create";
    public static final String AUTO_EVOLVE = "auto.evolve";

    private static final String GROUP = "Collections";

    private final AbstractConfig config;

    CollectionOptions(AbstractConfig config) {
        this.config = config;
    }

    static ConfigDef define(ConfigDef definition) {
        definition
                .define(
                        NAME_FORMAT,
                        Type.STRING,
                        "${table}",
                        TemplateValidator.TABLES,
                        Importance.MEDIUM,
                        "Makes the name of a table's collection, or of an alias of it.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Collection")
                .define(
                        ID_FORMAT,
                        Type.STRING,
                        "${key}",
                        TemplateValidator.ROWS,
                        Importance.MEDIUM,
                        "Makes the id of a row's document; deletes know the columns of the key"
                                + " alone.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Document id");
        return defineSchemas(definition);
    }

    private static ConfigDef defineSchemas(ConfigDef definition) {
        return definition
                .define(
                        AUTO_CREATE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Tells whether collections that are not there are created, with a field for"
                                + " each column.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Create collections")
                .define(
                        AUTO_EVOLVE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Tells whether fields are added to collections for columns that have none;"
                                + " without a field, values are stored but not searched.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Add fields");
    }

    public Template names() {
        return Template.parse(config.getString(NAME_FORMAT));
    }

    public Template ids() {
        return Template.parse(config.getString(ID_FORMAT));
    }

    public boolean autoCreate() {
        return config.getBoolean(AUTO_CREATE);
    }

    public boolean autoEvolve() {
        return config.getBoolean(AUTO_EVOLVE);
    }
}
