package dev.lockstep.sink.template;

import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts templates as values of options. */
public final class TemplateValidator implements ConfigDef.Validator {

    /** Templates that may differ by row. */
    public static final TemplateValidator ROWS =
            new TemplateValidator(
                    template -> null,
                    "text with ${topic}, ${database}, ${schema}, ${table}, ${key} and columns like"
                        + " ${name}, ${name:lower}, ${name:upper}, ${name:hex}, ${name:yyyy.MM}");

    /** Templates that are the same for all rows of a table. */
    public static final TemplateValidator TABLES =
            new TemplateValidator(
                    template -> template.tellsRows() ? "it must not differ by row" : null,
                    "text with ${topic}, ${database}, ${schema}, ${table}, each also like"
                            + " ${table:lower}");

    private final Function<Template, String> problem;
    private final String description;

    private TemplateValidator(Function<Template, String> problem, String description) {
        this.problem = problem;
        this.description = description;
    }

    @Override
    public void ensureValid(String name, Object value) {
        String wrong;
        try {
            wrong = problem.apply(Template.parse((String) value));
        } catch (IllegalArgumentException e) {
            wrong = e.getMessage();
        }
        if (wrong != null) {
            throw new ConfigException(name, value, wrong);
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
