package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;

/** Names the topics, as Debezium does. */
public final class Topics {

    private static final int MAX_LENGTH = 249;

    private final String prefix;
    private final String delimiter;
    private final String heartbeat;
    private final String transaction;

    public Topics(PostgresSourceConfig config) {
        this.prefix = config.events().topicPrefix();
        this.delimiter = config.events().topicDelimiter();
        this.heartbeat = config.events().heartbeatTopic();
        this.transaction = config.topics().transaction();
    }

    /** The topic of a table: what Kafka does not allow in a name becomes an underscore. */
    public String of(String schema, String table) {
        return legal(prefix + delimiter + schema + delimiter + table);
    }

    String message() {
        return prefix + ".message";
    }

    String heartbeat() {
        return heartbeat;
    }

    /** Where transactions begin and end. */
    Route transaction() {
        return Route.to(transaction);
    }

    private static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9._-]", "_");
        return legal.length() <= MAX_LENGTH ? legal : legal.substring(0, MAX_LENGTH);
    }
}
