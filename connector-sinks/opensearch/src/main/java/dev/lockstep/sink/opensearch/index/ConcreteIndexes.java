package dev.lockstep.sink.opensearch.index;

import dev.lockstep.json.JsonText;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.SearchException;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes, and the aliases by which readers see them. Another task, or another connector, may be
 * making the same one at the same time.
 */
final class ConcreteIndexes implements Home {

    private static final Logger LOG = LoggerFactory.getLogger(ConcreteIndexes.class);

    /** Hides deleted documents. */
    private static final Map<String, Object> FILTER =
            Map.of(
                    "bool",
                    Map.of("must_not", Map.of("exists", Map.of("field", OwnFields.DELETED))));

    private final Cluster cluster;
    private final IndexOptions options;
    private final IndexNames names;

    ConcreteIndexes(Cluster cluster, IndexOptions options, IndexNames names) {
        this.cluster = cluster;
        this.options = options;
        this.names = names;
    }

    @Override
    public String stored(String name) {
        return names.stored(name);
    }

    @Override
    public Opened open(String name, Map<String, Object> wanted, boolean tables) {
        Optional<Map<?, ?>> found = read(name);
        boolean isNew = found.isEmpty() && create(name, tables);
        Map<?, ?> indexes = found.or(() -> read(name)).orElseThrow(() -> unlinked(name));
        if (indexes.size() != 1) {
            throw new TargetException.Fatal(
                    "Cannot write to "
                            + stored(name)
                            + ": it is an alias of "
                            + indexes.size()
                            + " indexes, so that no version of a document would be the only one."
                            + " Let it name one index, or change "
                            + IndexOptions.NAME_FORMAT
                            + ".",
                    null);
        }
        Map.Entry<?, ?> index = indexes.entrySet().iterator().next();
        Map<?, ?> definition = (Map<?, ?>) index.getValue();
        if (names.areAliased()) {
            checkAlias(name, (String) index.getKey(), Cluster.member(definition, "aliases"));
        }
        Mapping mapping = mapping(definition);
        Map<String, Object> own = mapping.missing(FieldTypes.own(names.areAliased(), tables));
        if (!own.isEmpty()) {
            add(name, own);
        }
        return new Opened(mapping, isNew, !index.getKey().equals(stored(name)));
    }

    private Optional<Map<?, ?>> read(String name) {
        return cluster.read('/' + Cluster.encoded(stored(name)));
    }

    private static Mapping mapping(Map<?, ?> definition) {
        return new Mapping(Cluster.member(Cluster.member(definition, "mappings"), "properties"));
    }

    private TargetException unlinked(String name) {
        return new TargetException.Fatal(
                "Cannot write to "
                        + stored(name)
                        + ": there is an index "
                        + names.created(name)
                        + ", but not by this alias. Add the alias to the index that is to be"
                        + " written to, or delete the index.",
                null);
    }

    /** Returns false when another was faster. */
    private boolean create(String name, boolean tables) {
        if (!options.autoCreate()) {
            throw new TargetException.Fatal(
                    "Cannot write to index "
                            + stored(name)
                            + ": it does not exist. Create it, or set "
                            + IndexOptions.AUTO_CREATE
                            + "=true.",
                    null);
        }
        if (names.areAliased()) {
            checkFree(name);
        }
        try {
            String index = names.created(name);
            cluster.write("PUT", '/' + Cluster.encoded(index), definition(name, tables));
            LOG.info("Created index {}.", index);
            return true;
        } catch (SearchException e) {
            if (e.type().equals("resource_already_exists_exception")) {
                return false;
            }
            throw refused(name, e);
        }
    }

    private Map<String, Object> definition(String name, boolean tables) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("settings", new IndexSettings(options).ofIndex(names.areAliased()));
        definition.put("mappings", mappings(tables));
        if (names.areAliased()) {
            definition.put(
                    "aliases", Map.of(name, Map.of("filter", FILTER), stored(name), Map.of()));
        }
        return definition;
    }

    /**
     * Fields of columns are not among them: they would overrule those of templates, which are there
     * once the index is. A text that looks like a date does not make a date of its field.
     */
    private Map<String, Object> mappings(boolean tables) {
        Map<String, Object> mappings = new LinkedHashMap<>();
        if (options.mapping().dynamic() != null) {
            mappings.put("dynamic", options.mapping().dynamic());
        }
        mappings.put("date_detection", false);
        mappings.put("properties", FieldTypes.own(names.areAliased(), tables));
        return mappings;
    }

    /** An alias of that name must not lead readers anywhere else. */
    private void checkFree(String name) {
        Optional<Map<?, ?>> aliased = cluster.read("/_alias/" + Cluster.encoded(name));
        if (aliased.isPresent() && !aliased.get().isEmpty()) {
            throw taken(name, "an alias of " + aliased.get().keySet());
        }
    }

    private void checkAlias(String name, String index, Map<?, ?> aliases) {
        if (aliases.get(name) instanceof Map<?, ?> alias) {
            boolean hides = JsonText.write(alias).contains(OwnFields.DELETED);
            Set<?> aliased =
                    cluster.read("/_alias/" + Cluster.encoded(name)).orElse(Map.of()).keySet();
            if (!hides) {
                throw taken(name, "an alias of " + index + " that does not hide what is deleted");
            }
            if (aliased.size() > 1) {
                throw taken(name, "an alias of " + aliased);
            }
            return;
        }
        checkFree(name);
        Map<String, Object> add = Map.of("index", index, "alias", name, "filter", FILTER);
        try {
            cluster.write("POST", "/_aliases", Map.of("actions", List.of(Map.of("add", add))));
        } catch (SearchException e) {
            throw refused(name, e);
        }
    }

    private TargetException.Fatal refused(String name, SearchException e) {
        if (names.areAliased() && e.type().equals("invalid_alias_name_exception")) {
            return taken(name, "an index itself");
        }
        return Cluster.failed("make index", stored(name), e);
    }

    private TargetException.Fatal taken(String name, String what) {
        return new TargetException.Fatal(
                "Cannot make alias "
                        + name
                        + " of "
                        + stored(name)
                        + ", by which readers do not see deleted documents: "
                        + name
                        + " is "
                        + what
                        + ". Delete or rename that, or choose another "
                        + IndexOptions.NAME_FORMAT
                        + ", or set "
                        + IndexOptions.DELETE_MODE
                        + "=hard to write to it without an alias.",
                null);
    }

    @Override
    public void add(String name, Map<String, Object> fields) {
        try {
            cluster.write(
                    "PUT",
                    '/' + Cluster.encoded(stored(name)) + "/_mapping",
                    Map.of("properties", fields));
        } catch (SearchException e) {
            throw Cluster.failed("add fields to index", stored(name), e);
        }
    }
}
