package dev.lockstep.sink.config;

import org.apache.kafka.common.config.AbstractConfig;

/**
 * Which task of which connector a configuration is for.
 *
 * @param number 0 of a connector's own configuration
 */
public record TaskName(String connector, int number) {

    /** What a connector adds to the configurations of its tasks. */
    public static final String NUMBER = "lockstep.task";

    public static TaskName of(AbstractConfig config) {
        Object name = config.originals().get("name");
        Object number = config.originals().get(NUMBER);
        return new TaskName(
                name == null ? "" : name.toString(),
                number == null ? 0 : Integer.parseInt(number.toString()));
    }

    /** For threads. */
    @Override
    public String toString() {
        return connector + "-" + number;
    }
}
