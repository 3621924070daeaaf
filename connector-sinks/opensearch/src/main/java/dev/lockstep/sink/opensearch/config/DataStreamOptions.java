package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.template.Template;
import dev.lockstep.sink.template.TemplateValidator;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Data streams, in which rows are only ever added. */
public final class DataStreamOptions {

    public static final String TYPE = "data.stream.type";
    public static final String DATASET = "data.stream.dataset";
    public static final String NAMESPACE = "data.stream.namespace";
    public static final String TIMESTAMP = "data.stream.timestamp.field";

    private static final String NONE = "none";
    private static final String GROUP = "Data streams";

    private final AbstractConfig config;

    DataStreamOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        TYPE,
                        Type.STRING,
                        NONE,
                        ValidString.in(NONE, "logs", "metrics", "traces"),
                        Importance.LOW,
                        "Chooses data streams, named <type>-<dataset>-<namespace>, in place of"
                                + " indexes; every change is a new document then.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Type")
                .define(
                        DATASET,
                        Type.STRING,
                        null,
                        OrNull.of(TemplateValidator.TABLES),
                        Importance.LOW,
                        "Names the dataset of a table's data stream; ${topic}, ${database},"
                                + " ${schema} and ${table} may be part of it.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Dataset")
                .define(
                        NAMESPACE,
                        Type.STRING,
                        "${topic}",
                        TemplateValidator.TABLES,
                        Importance.LOW,
                        "Names the namespace of a table's data stream; ${topic}, ${database},"
                                + " ${schema} and ${table} may be part of it.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Namespace")
                .define(
                        TIMESTAMP,
                        Type.LIST,
                        List.of(),
                        Importance.LOW,
                        "Lists columns of which the first that a table has gives the time of its"
                                + " documents; without one it is the time of the commit.",
                        GROUP,
                        4,
                        Width.LONG,
                        "Time");
    }

    /** Whether documents go to data streams. */
    public boolean areUsed() {
        return !config.getString(TYPE).equals(NONE);
    }

    /** The name of a table's data stream. */
    public Template name() {
        return Template.parse(
                config.getString(TYPE)
                        + '-'
                        + config.getString(DATASET)
                        + '-'
                        + config.getString(NAMESPACE));
    }

    /** Columns, the best first. */
    public List<String> timestamps() {
        return config.getList(TIMESTAMP);
    }

    List<Problem> problems() {
        if (!areUsed() || config.getString(DATASET) != null) {
            return List.of();
        }
        return List.of(
                new Problem(
                        DATASET,
                        "Cannot name data streams without a dataset. Set "
                                + DATASET
                                + ", or "
                                + TYPE
                                + "="
                                + NONE
                                + "."));
    }
}
