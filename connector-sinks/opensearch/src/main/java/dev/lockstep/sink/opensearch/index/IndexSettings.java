package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of indexes that are created. What is not set is left to templates and the server.
 */
final class IndexSettings {

    private static final String DELETES = "index.gc_deletes";

    /** For fields that the server makes of what it finds; a time of a data stream must be one. */
    private static final String MALFORMED = "index.mapping.ignore_malformed";

    private static final String FIELDS = "index.mapping.total_fields.limit";

    private final IndexOptions options;

    IndexSettings(IndexOptions options) {
        this.options = options;
    }

    /**
     * The settings of an index, by their full names.
     *
     * @param hidesDeleted whether deletes leave a document; where they do not, the server must
     *     remember their versions
     */
    Map<String, Object> ofIndex(boolean hidesDeleted) {
        Map<String, Object> settings = ofStream();
        if (!hidesDeleted) {
            settings.putIfAbsent(DELETES, options.deleteRetention().toMillis() + "ms");
        }
        if (options.mapping().ignoreMalformed()) {
            settings.putIfAbsent(MALFORMED, true);
        }
        return settings;
    }

    /** The settings of a data stream's indexes, by their full names. */
    Map<String, Object> ofStream() {
        Map<String, Object> settings = new TreeMap<>();
        if (options.mapping().totalFields() != null) {
            settings.put(FIELDS, options.mapping().totalFields());
        }
        options.settings().forEach((name, value) -> settings.put(full(name), value));
        return settings;
    }

    private static String full(String name) {
        return name.startsWith("index.") ? name : "index." + name;
    }
}
