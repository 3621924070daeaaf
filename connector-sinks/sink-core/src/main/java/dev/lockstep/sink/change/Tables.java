package dev.lockstep.sink.change;

import dev.lockstep.sink.config.RecordOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The tables that came by, each with what reads its rows. */
final class Tables {

    private final RecordOptions options;
    private final Placeholder placeholder;
    private final Set<String> metadata;
    private final boolean before;
    private final Map<SourceTable, RowDecoder> decoders = new HashMap<>();

    /** The table of a topic, as long as it is the only one. */
    private final Map<String, RowDecoder> only = new HashMap<>();

    private final Set<String> mixed = new HashSet<>();

    /** By topic, what stands in for a table that is not known yet. */
    private final Map<String, RowDecoder> guesses = new HashMap<>();

    private RowDecoder latest;

    /**
     * @param metadata names of columns that tell of changes, not of rows
     * @param before whether rows before changes are wanted
     */
    Tables(RecordOptions options, Placeholder placeholder, Set<String> metadata, boolean before) {
        this.options = options;
        this.placeholder = placeholder;
        this.metadata = metadata;
        this.before = before;
    }

    /**
     * What reads the rows of a table.
     *
     * @param table null for what the topic is named after
     */
    RowDecoder of(String topic, String database, String schema, String table) {
        RowDecoder last = latest;
        if (last != null
                && last.table().topic().equals(topic)
                && last.table().table().equals(table)
                && Objects.equals(last.table().schema(), schema)
                && Objects.equals(last.table().database(), database)) {
            return last;
        }
        String name = table == null || table.isEmpty() ? lastPart(topic) : table;
        SourceTable key = new SourceTable(topic, database, schema, name);
        latest = decoders.computeIfAbsent(key, this::add);
        return latest;
    }

    private RowDecoder add(SourceTable table) {
        RowDecoder decoder = new RowDecoder(table, options, placeholder, metadata, before);
        if (only.putIfAbsent(table.topic(), decoder) != null) {
            mixed.add(table.topic());
        }
        return decoder;
    }

    private static String lastPart(String topic) {
        return topic.substring(topic.lastIndexOf('.') + 1);
    }

    /** What reads the rows of the table that a topic seems to be named after. */
    RowDecoder guess(String topic) {
        return guesses.computeIfAbsent(
                topic,
                name -> {
                    SourceTable table = new SourceTable(name, null, null, lastPart(name));
                    return new RowDecoder(table, options, placeholder, metadata, before);
                });
    }

    /** The only table of a topic; null while there was none, or when there are several. */
    RowDecoder only(String topic) {
        return isMixed(topic) ? null : only.get(topic);
    }

    /** Whether the topic carries several tables. */
    boolean isMixed(String topic) {
        return mixed.contains(topic);
    }
}
