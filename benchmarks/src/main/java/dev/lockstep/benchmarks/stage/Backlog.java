package dev.lockstep.benchmarks.stage;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Rows that a source connector is to hand over. */
public interface Backlog {

    /** Where the tables are. */
    String database();

    /** The publication of the tables. */
    default String publication() {
        return "bench";
    }

    /** About so many changes, as whole transactions have. */
    int whole(int count);

    /** Makes so many changes, beginning with empty tables. */
    void write(int count) throws SQLException;

    /** All topics that the changes go to. */
    List<String> topics(String prefix);

    /** What a source connector needs for them. */
    default Map<String, String> options() {
        return Map.of();
    }

    /** What the topics need for them. */
    default Map<String, String> topicOptions() {
        return Map.of();
    }
}
