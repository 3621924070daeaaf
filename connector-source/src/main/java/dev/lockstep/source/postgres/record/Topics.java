package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.TopicOptions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the topics, as Debezium does unless told otherwise, and says where records go. */
public final class Topics {

    private static final int MAX_LENGTH = 249;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(prefix|schema|table)}");

    /** The one partition of a topic whose order is that of the commits. */
    private static final int LOG_PARTITION = 0;

    private final String prefix;
    private final String heartbeat;
    private final TopicOptions options;
    private final String format;
    private final Optional<Pattern> regex;

    public Topics(PostgresSourceConfig config) {
        this.prefix = config.events().topicPrefix();
        this.heartbeat = config.events().heartbeatTopic();
        this.options = config.topics();
        this.format = options.nameFormat();
        this.regex = options.regex();
    }

    /**
     * The topic that a table has for itself, before others share it: what Kafka does not allow in a
     * name becomes an underscore.
     */
    public String own(String schema, String table) {
        // Not one after the other: a name may look like a placeholder.
        Matcher placeholder = PLACEHOLDER.matcher(format);
        return legal(
                placeholder.replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        switch (match.group()) {
                                            case TopicOptions.PREFIX -> prefix;
                                            case TopicOptions.SCHEMA -> schema;
                                            default -> table;
                                        })));
    }

    /** The name of a table's topic, which its schemas are named after too. */
    String of(String schema, String table) {
        String own = own(schema, table);
        if (regex.isEmpty()) {
            return own;
        }
        Matcher matcher = regex.get().matcher(own);
        String merged = matcher.matches() ? matcher.replaceFirst(options.replacement()) : own;
        return merged.isEmpty() ? own : legal(merged);
    }

    /** The field that keeps the keys of a table apart from those of others in its topic. */
    Optional<String> keyField(String schema, String table) {
        return of(schema, table).equals(own(schema, table)) ? Optional.empty() : options.keyField();
    }

    /** Where the events of a table go. */
    Route route(String schema, String table) {
        return options.isLog() ? log() : Route.to(of(schema, table));
    }

    Route message() {
        return options.isLog() ? log() : Route.to(prefix + ".message");
    }

    private Route log() {
        return new Route(options.log(), LOG_PARTITION);
    }

    /** Where transactions begin and end. */
    Route transaction() {
        return Route.to(options.transaction());
    }

    /** Where rows go that cannot be converted. */
    Route errors() {
        return Route.to(options.errors());
    }

    /** Where definitions of tables go; null for nowhere. */
    Route schemaChanges() {
        return options.schemaChanges().map(Route::to).orElse(null);
    }

    String heartbeat() {
        return heartbeat;
    }

    private static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9._-]", "_");
        return legal.length() <= MAX_LENGTH ? legal : legal.substring(0, MAX_LENGTH);
    }
}
