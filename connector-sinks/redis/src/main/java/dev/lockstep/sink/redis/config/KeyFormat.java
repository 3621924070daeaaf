package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.template.Template;
import dev.lockstep.sink.template.TemplateValidator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A template of keys.
 *
 * @param table the table that it is for; null for all that have none of their own
 */
public record KeyFormat(String table, Template template) {

    private static final Pattern OF_TABLE = Pattern.compile("([^=${}:]+)=(.*)");

    static final ConfigDef.Validator CHANNEL = TemplateValidator.ROWS;

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    for (Object entry : (List<?>) value) {
                        try {
                            parse((String) entry);
                        } catch (IllegalArgumentException e) {
                            throw new ConfigException(name, entry, e.getMessage());
                        }
                    }
                }

                @Override
                public String toString() {
                    return "templates, each " + TemplateValidator.ROWS;
                }
            };

    static KeyFormat parse(String entry) {
        Matcher matcher = OF_TABLE.matcher(entry.strip());
        return matcher.matches()
                ? new KeyFormat(matcher.group(1).strip(), Template.parse(matcher.group(2).strip()))
                : new KeyFormat(null, Template.parse(entry.strip()));
    }
}
