package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.SearchException;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data streams. The template that each needs is made where none matches its name; fields go into it
 * as well as into the stream, so that the indexes to come have them.
 */
final class DataStreams implements Home {

    private static final Logger LOG = LoggerFactory.getLogger(DataStreams.class);

    /** Above those that servers bring along. */
    private static final int PRIORITY = 500;

    private final Cluster cluster;
    private final IndexOptions options;

    DataStreams(Cluster cluster, IndexOptions options) {
        this.cluster = cluster;
        this.options = options;
    }

    @Override
    public String stored(String name) {
        return name;
    }

    private static String template(String name) {
        return "/_index_template/lockstep-" + Cluster.encoded(name);
    }

    @Override
    public Opened open(String name, Map<String, Object> wanted, boolean tables) {
        boolean isNew = false;
        if (cluster.read(stream(name)).isEmpty()) {
            isNew = create(name, wanted, tables);
        }
        Map<?, ?> indexes =
                cluster.read('/' + Cluster.encoded(name) + "/_mapping").orElse(Map.of());
        return new Opened(new Mapping(latest(indexes)), isNew, false);
    }

    private static String stream(String name) {
        return "/_data_stream/" + Cluster.encoded(name);
    }

    /** Of the stream's indexes, whose names count up, the one that is written to. */
    private static Map<?, ?> latest(Map<?, ?> indexes) {
        Optional<String> latest =
                indexes.keySet().stream().map(String::valueOf).max(String::compareTo);
        return latest.isEmpty()
                ? Map.of()
                : Cluster.member(
                        Cluster.member(Cluster.member(indexes, latest.get()), "mappings"),
                        "properties");
    }

    private boolean create(String name, Map<String, Object> wanted, boolean tables) {
        if (!options.autoCreate()) {
            throw new TargetException.Fatal(
                    "Cannot write to data stream "
                            + name
                            + ": it does not exist. Create it, or set "
                            + IndexOptions.AUTO_CREATE
                            + "=true.",
                    null);
        }
        try {
            makeStream(name, wanted, tables);
            LOG.info("Created data stream {}.", name);
            return true;
        } catch (SearchException e) {
            if (e.type().equals("resource_already_exists_exception")) {
                return false;
            }
            throw Cluster.failed("create data stream", name, e);
        }
    }

    /** The server says no where no template matches, or one for plain indexes does. */
    private void makeStream(String name, Map<String, Object> wanted, boolean tables) {
        try {
            cluster.write("PUT", stream(name), null);
        } catch (SearchException e) {
            if (e.status() != 400 || e.type().equals("resource_already_exists_exception")) {
                throw e;
            }
            Map<String, Object> fields = new LinkedHashMap<>(wanted);
            fields.put(OwnFields.TIMESTAMP, Map.of("type", "date"));
            fields.putAll(FieldTypes.own(false, tables));
            cluster.write("PUT", template(name), definition(name, fields));
            cluster.write("PUT", stream(name), null);
        }
    }

    private Map<String, Object> definition(String name, Map<String, ?> fields) {
        Map<String, Object> mappings = new LinkedHashMap<>();
        if (options.mapping().dynamic() != null) {
            mappings.put("dynamic", options.mapping().dynamic());
        }
        mappings.put("date_detection", false);
        mappings.put("properties", fields);
        return Map.of(
                "index_patterns",
                List.of(name),
                "data_stream",
                Map.of(),
                "priority",
                PRIORITY,
                "template",
                Map.of("settings", new IndexSettings(options).ofStream(), "mappings", mappings));
    }

    @Override
    public void add(String name, Map<String, Object> fields) {
        try {
            cluster.write(
                    "PUT", '/' + Cluster.encoded(name) + "/_mapping", Map.of("properties", fields));
            Optional<Map<?, ?>> ours = cluster.read(template(name));
            if (ours.isPresent()) {
                Map<String, Object> all = new LinkedHashMap<>();
                templateFields(ours.get()).forEach((field, type) -> all.put((String) field, type));
                all.putAll(fields);
                cluster.write("PUT", template(name), definition(name, all));
            }
        } catch (SearchException e) {
            throw Cluster.failed("add fields to data stream", name, e);
        }
    }

    private static Map<?, ?> templateFields(Map<?, ?> answer) {
        List<?> templates = (List<?>) answer.get("index_templates");
        Map<?, ?> template = Cluster.member((Map<?, ?>) templates.get(0), "index_template");
        Map<?, ?> mappings = Cluster.member(Cluster.member(template, "template"), "mappings");
        return Cluster.member(mappings, "properties");
    }
}
