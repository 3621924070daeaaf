package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.template.Template;
import dev.lockstep.sink.template.TemplateValidator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** By what a row's document is found again. */
public final class DocumentIdOptions {

    public static final String ID_FORMAT = "document.id.format";
    public static final String ROUTING_FORMAT = "routing.format";

    private static final String GROUP = "Document ids";

    private final AbstractConfig config;

    DocumentIdOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        ID_FORMAT,
                        Type.STRING,
                        "${key}",
                        TemplateValidator.ROWS,
                        Importance.HIGH,
                        "Names the document of a row, from ${key}, which is all columns of the key,"
                                + " columns of the key by name, and the table's names; an id of"
                                + " more than 512 bytes is replaced by its SHA-256 hash.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Document id")
                .define(
                        ROUTING_FORMAT,
                        Type.STRING,
                        null,
                        OrNull.of(TemplateValidator.ROWS),
                        Importance.LOW,
                        "Gives the routing of a row's document, from columns of the key and the"
                                + " table's names; none by default.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Routing");
    }

    public Template idFormat() {
        return Template.parse(config.getString(ID_FORMAT));
    }

    /** Null for none. */
    public Template routingFormat() {
        String format = config.getString(ROUTING_FORMAT);
        return format == null ? null : Template.parse(format);
    }
}
