package dev.lockstep.transform;

import dev.lockstep.transform.change.ChangeOptions;
import dev.lockstep.transform.change.OptionList;
import dev.lockstep.transform.route.Template;
import dev.lockstep.transform.route.TopicRegex;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The options of {@link RouteEntity}. */
final class RouteEntityOptions {

    static final String TOPIC = "topic";
    static final String REGEX = "topic.regex";
    static final String REPLACEMENT = "topic.replacement";
    static final String PARTITION_KEY = "partition.key";
    static final String PARTITIONS = "partition.topic.num";
    static final String KEY_FIELD = "key.field.name";
    static final String KEY_FIELD_VALUE = "key.field.template";
    static final String FAIL = "fail";
    static final String IGNORE = "ignore";

    private RouteEntityOptions() {}

    static ConfigDef definition() {
        OptionList options = new OptionList("Topic");
        topic(options);
        options.group("Partition")
                .text(
                        PARTITION_KEY,
                        "",
                        Template.VALIDATOR,
                        Importance.MEDIUM,
                        "Template of what decides on the partition",
                        "Gives a template as for topic whose text decides on the partition, as a"
                                + " record key of that text would; empty leaves that to the key.")
                .number(
                        PARTITIONS,
                        0,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Partitions of the topic",
                        "Tells how many partitions the topic has, which partition.key needs.")
                .group("Key")
                .text(
                        KEY_FIELD,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.LOW,
                        "Field that is added to the key",
                        "Names a field that keys get, to keep rows apart that come from several"
                                + " tables into one topic; empty adds none.")
                .text(
                        KEY_FIELD_VALUE,
                        "${topic}",
                        Template.VALIDATOR,
                        Importance.LOW,
                        "Template of the added field",
                        "Gives the template of that field's value; ${topic} is the topic before"
                                + " routing.")
                .group(ChangeOptions.UNEXPECTED)
                .choice(
                        ChangeOptions.ON_MISSING_COLUMN,
                        Importance.MEDIUM,
                        "On a missing value",
                        "Decides about events in which a placeholder has no value: fail stops with"
                                + " an error, ignore leaves the event as it is.",
                        FAIL,
                        IGNORE);
        return options.definition();
    }

    private static void topic(OptionList options) {
        options.text(
                        TOPIC,
                        "",
                        Template.VALIDATOR,
                        Importance.HIGH,
                        "Template of the topic",
                        "Gives the topic as a text with placeholders: ${topic}, ${db}, ${schema},"
                            + " ${table}, ${op}, and fields of ${source.…}, ${transaction.…},"
                            + " ${key.…}, ${before.…} and ${after.…}, which is the row before the"
                            + " change for deletes.")
                .text(
                        REGEX,
                        "",
                        TopicRegex.VALIDATOR,
                        Importance.HIGH,
                        "Regular expression of topics",
                        "Gives a regular expression, instead of a template, that has to match the"
                                + " whole topic of the record.")
                .text(
                        REPLACEMENT,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.HIGH,
                        "Replacement of the topic",
                        "Gives the new topic of records whose topic matches, with $1 or ${name} for"
                                + " groups of the expression.");
    }

    /** Checks what no single option can be blamed for alone. */
    static void check(AbstractConfig options) {
        boolean template = !options.getString(TOPIC).isEmpty();
        boolean regex = !options.getString(REGEX).isEmpty();
        if (template && regex) {
            throw new ConfigException(
                    REGEX, options.getString(REGEX), "Not together with " + TOPIC + ".");
        }
        if (regex == options.getString(REPLACEMENT).isEmpty()) {
            throw new ConfigException(
                    REPLACEMENT,
                    options.getString(REPLACEMENT),
                    "To be set with " + REGEX + ", and only then.");
        }
        boolean partition = !options.getString(PARTITION_KEY).isEmpty();
        if (partition && options.getInt(PARTITIONS) == 0) {
            throw new ConfigException(PARTITIONS, 0, "Required with " + PARTITION_KEY + ".");
        }
        if (!template && !regex && !partition && options.getString(KEY_FIELD).isEmpty()) {
            throw new ConfigException(
                    TOPIC, "", "Neither this nor " + REGEX + " nor " + PARTITION_KEY + " is set.");
        }
    }

    /** Null for none. */
    static TopicRegex regex(AbstractConfig options) {
        String regex = options.getString(REGEX);
        String replacement = options.getString(REPLACEMENT);
        try {
            return regex.isEmpty() ? null : new TopicRegex(regex, replacement);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(REPLACEMENT, replacement, e.getMessage() + ".");
        }
    }
}
