package dev.lockstep.transform;

import dev.lockstep.transform.change.EntityPatterns;
import dev.lockstep.transform.change.OptionList;
import dev.lockstep.transform.outbox.Placement;
import dev.lockstep.transform.route.TopicRegex;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/** The options of {@link FromOutbox}. */
final class FromOutboxOptions {

    static final String TABLES = "entity.include.list";
    static final String MESSAGES = "message.prefix";
    static final String UPDATES = "table.op.invalid.behavior";
    static final String WARN = "warn";
    static final String ERROR = "error";
    static final String FATAL = "fatal";

    static final String ID = "table.field.event.id";
    static final String KEY = "table.field.event.key";
    static final String TYPE = "table.field.event.type";
    static final String PAYLOAD = "table.field.event.payload";
    static final String TIMESTAMP = "table.field.event.timestamp";
    static final String VERSION = "table.field.event.schema.version";
    static final String PLACEMENT = "table.fields.additional.placement";
    static final String MISSING = "table.field.additional.missing";
    static final String IGNORE = "ignore";

    static final String ROUTE = "route.by.field";
    static final String REGEX = "route.topic.regex";
    static final String REPLACEMENT = "route.topic.replacement";
    static final String TOMBSTONES = "route.tombstone.on.empty.payload";

    static final String EXPAND = "table.expand.json.payload";
    static final String NULLS = "table.json.payload.null.behavior";
    static final String OPTIONAL_BYTES = "optional_bytes";

    private FromOutboxOptions() {}

    static ConfigDef definition() {
        OptionList options = new OptionList("Outbox");
        outbox(options);
        columns(options.group("Columns"));
        routing(options.group("Routing"));
        payload(options.group("Payload"));
        return options.definition();
    }

    private static void outbox(OptionList options) {
        options.list(
                        TABLES,
                        List.of(),
                        EntityPatterns.VALIDATOR,
                        Importance.HIGH,
                        "Outbox tables",
                        "Names the outbox tables, as table, schema.table or database.schema.table;"
                                + " empty takes every table for one, unless message.prefix is set.")
                .text(
                        MESSAGES,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.MEDIUM,
                        "Prefix of messages",
                        "Gives the prefix of logical messages whose content is an outbox row as a"
                                + " JSON object; empty leaves messages alone.")
                .choice(
                        UPDATES,
                        Importance.MEDIUM,
                        "On an update",
                        "Decides about updates of outbox rows, which are no events: warn and error"
                            + " drop them and write a line of that level to the log, fatal stops"
                            + " with an error.",
                        WARN,
                        ERROR,
                        FATAL);
    }

    private static void columns(OptionList options) {
        required(options, ID, "id", "Event id", "Names the column that becomes the header id.");
        required(options, KEY, "aggregateid", "Key", "Names the column that becomes the key.");
        options.text(
                TYPE,
                "type",
                OptionList.ANY_TEXT,
                Importance.MEDIUM,
                "Event type",
                "Names the column that becomes the header type, where there is one.");
        required(
                options, PAYLOAD, "payload", "Payload", "Names the column that becomes the value.");
        options.text(
                        TIMESTAMP,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.MEDIUM,
                        "Time",
                        "Names the column that becomes the timestamp; empty takes ts_ms of the"
                                + " event.")
                .text(
                        VERSION,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.LOW,
                        "Version of the schema",
                        "Names the column with the version that the schema of the value gets when"
                                + " there are columns beside the payload.")
                .list(
                        PLACEMENT,
                        List.of(),
                        Placement.VALIDATOR,
                        Importance.MEDIUM,
                        "More columns",
                        "Lists further columns and where they go, as version:header:v, to the"
                                + " headers, beside the payload into the envelope, or as the number"
                                + " of the partition.")
                .choice(
                        MISSING,
                        Importance.MEDIUM,
                        "On a missing column",
                        "Decides about rows without one of the further columns: error stops with an"
                                + " error, ignore leaves it out.",
                        ERROR,
                        IGNORE);
    }

    private static void required(
            OptionList options, String name, String column, String display, String doc) {
        options.text(name, column, new NonEmptyString(), Importance.HIGH, display, doc);
    }

    private static void routing(OptionList options) {
        required(
                options,
                ROUTE,
                "aggregatetype",
                "Column that routes",
                "Names the column whose value becomes part of the topic.");
        options.text(
                        REGEX,
                        "(?<routedByValue>.*)",
                        TopicRegex.VALIDATOR,
                        Importance.LOW,
                        "Regular expression of routes",
                        "Gives a regular expression that has to match that value whole for it to be"
                                + " replaced.")
                .text(
                        REPLACEMENT,
                        "outbox.event.${routedByValue}",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Topic",
                        "Gives the topic, with ${routedByValue} or other groups of the expression.")
                .flag(
                        TOMBSTONES,
                        false,
                        Importance.MEDIUM,
                        "Tombstone on an empty payload",
                        "Tells whether an empty payload makes a tombstone.");
    }

    private static void payload(OptionList options) {
        options.flag(
                        EXPAND,
                        false,
                        Importance.MEDIUM,
                        "Expand JSON",
                        "Tells whether a payload that is the text of a JSON object or array becomes"
                                + " that object or array.")
                .choice(
                        NULLS,
                        Importance.LOW,
                        "Nulls in JSON",
                        "Decides about members of expanded JSON that are null and so have no type"
                            + " in a schema: ignore leaves them out, optional_bytes keeps them.",
                        IGNORE,
                        OPTIONAL_BYTES);
    }
}
