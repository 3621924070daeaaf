package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Which topics records go to. */
public final class TopicOptions {

    public static final String TRANSACTION = "topic.transaction";

    static final Validator PART =
            LambdaValidator.with(
                    TopicOptions::checkPart,
                    () -> "1 to 200 letters, digits, dots, underscores and hyphens");

    private static final String GROUP = "Topics";

    private final AbstractConfig config;

    TopicOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition.define(
                TRANSACTION,
                Type.STRING,
                "transaction",
                PART,
                LOW,
                "Ends the name of the topic where transactions begin and end, which begins with the"
                        + " topic prefix.",
                GROUP,
                ++order,
                Width.MEDIUM,
                "Transaction topic");
    }

    /** Where transactions begin and end. */
    public String transaction() {
        return joined(config.getString(TRANSACTION));
    }

    private String joined(String name) {
        return config.getString(EventOptions.TOPIC_PREFIX)
                + config.getString(EventOptions.TOPIC_DELIMITER)
                + name;
    }

    private static void checkPart(String key, Object value) {
        String name = (String) value;
        if (name == null || !name.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new ConfigException(
                    key,
                    value,
                    "topic names consist of letters, digits, dots, underscores and hyphens, and"
                            + " this part of one has at most 200");
        }
    }
}
