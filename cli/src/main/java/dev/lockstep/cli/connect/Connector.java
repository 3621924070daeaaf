package dev.lockstep.cli.connect;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A connector as its cluster tells it.
 *
 * @param type {@code source} or {@code sink}
 * @param config as it was given, passwords included: never printed as it is
 */
public record Connector(
        String name,
        String type,
        String state,
        String worker,
        List<Task> tasks,
        Map<String, String> config) {

    /** The source whose slots and offsets the commands know. */
    public static final String LOCKSTEP_SOURCE =
            "dev.lockstep.source.postgres.PostgresSourceConnector";

    private static final String FAILED = "FAILED";
    private static final String RUNNING = "RUNNING";
    private static final String DEBEZIUM_SOURCE =
            "io.debezium.connector.postgresql.PostgresConnector";

    /**
     * A task of a connector.
     *
     * @param trace why it failed; else empty
     */
    public record Task(int id, String state, String worker, String trace) {

        private static final Pattern CLASS_OF_A_TRACE = Pattern.compile("^[\\w.$]+: (?=\\S)");

        /** The trace's first line without the class of the exception; null when there is none. */
        public String reason() {
            String line = trace.strip().lines().findFirst().orElse("");
            return line.isEmpty() ? null : CLASS_OF_A_TRACE.matcher(line).replaceFirst("");
        }

        public boolean hasFailed() {
            return state.equals(FAILED);
        }
    }

    public String plugin() {
        return config.getOrDefault("connector.class", "");
    }

    public boolean isLockstepSource() {
        return plugin().equals(LOCKSTEP_SOURCE);
    }

    public boolean isSink() {
        return type.equals("sink");
    }

    /** Whether it runs, with at least one task. */
    public boolean isRunning() {
        return state.equals(RUNNING)
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
    }

    /** The replication slot that it is configured to read from; null for what reads none. */
    public String slot() {
        if (isLockstepSource()) {
            return config.getOrDefault("slot.name", "lockstep");
        }
        return plugin().equals(DEBEZIUM_SOURCE)
                ? config.getOrDefault("slot.name", "debezium")
                : null;
    }

    /**
     * Whether it reads from this slot, as far as names tell: hosts can have many, and a database
     * that the worker is to look up can be any.
     */
    public boolean reads(String slotName, String database) {
        String own = config.getOrDefault("database.dbname", "");
        return slotName.equals(slot()) && (own.contains("${") || own.equals(database));
    }

    /** The consumer group of a sink. */
    public String group() {
        return config.getOrDefault("consumer.override.group.id", "connect-" + name);
    }
}
