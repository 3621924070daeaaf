package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import dev.lockstep.sink.template.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and makes the indexes of tables. For one thread. */
public final class Indexes {

    private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);

    /** More shapes than a topic has in its life; a source that makes more starts anew. */
    private static final int CAPACITY = 1_000;

    private final IndexOptions options;
    private final boolean streams;
    private final Template format;
    private final IndexNames names;
    private final Home home;
    private final FieldTypes types;

    private final Set<String> searched = new HashSet<>();

    private final IdentityHashMap<SourceTable, IdentityHashMap<RowShape, IndexPlan>> plans =
            new IdentityHashMap<>();

    /** What the cluster says, by the readers' names. */
    private final Map<String, Mapping> mappings = new HashMap<>();

    /** Indexes made by us that have had no more than keys of deleted rows yet. */
    private final Set<String> fresh = new HashSet<>();

    /** Names that documents are written by and that are aliases. */
    private final Set<String> aliases = new HashSet<>();

    /** The table whose rows go to an index, where it is one table's. */
    private final Map<String, String> owners = new HashMap<>();

    /**
     * @param documents how values are written, on which depends what fields they fit
     */
    public Indexes(SearchClient client, IndexOptions options, DocumentOptions documents) {
        Cluster cluster = new Cluster(client);
        this.options = options;
        this.streams = options.dataStreams().areUsed();
        this.format = streams ? options.dataStreams().name() : options.nameFormat();
        this.names = new IndexNames(options);
        this.home =
                streams
                        ? new DataStreams(cluster, options)
                        : new ConcreteIndexes(cluster, options, names);
        this.types = new FieldTypes(documents, options.mapping(), new Flavor(cluster)::flattened);
    }

    /**
     * Where rows of a shape are written: index and mapping are made and evolved as needed. Cheap
     * the second time.
     *
     * @throws TargetException.Fatal when something is missing that may not be made, or is there but
     *     must not be written to
     */
    public IndexPlan plan(SourceTable table, RowShape shape) {
        IdentityHashMap<RowShape, IndexPlan> ofTable =
                plans.computeIfAbsent(table, t -> new IdentityHashMap<>());
        IndexPlan known = ofTable.get(shape);
        if (known == null) {
            if (ofTable.size() >= CAPACITY) {
                ofTable.clear();
            }
            known = make(table, shape);
            ofTable.put(shape, known);
        }
        return known;
    }

    private IndexPlan make(SourceTable table, RowShape shape) {
        searched.add(of(table).expression());
        boolean whole = shape.keyIndexes().length < shape.size();
        if (!format.tellsRows()) {
            String name = fixedName(table);
            checkOwner(name, table);
            prepare(name, types.of(shape), whole);
            return new FixedPlan(home.stored(name), areShared(), streams);
        }
        IndexColumns.check(format, table, shape);
        Map<String, Object> fields = types.of(shape);
        return new RowPlan(format.bind(table, shape), names, name -> prepare(name, fields, whole));
    }

    /** The readers' name of the index that all rows of a table go to. */
    private String fixedName(SourceTable table) {
        String filled = format.prefix(table);
        String name = filled == null ? null : IndexNames.lower(filled);
        String problem =
                name == null
                        ? "its records do not tell all that is in " + format
                        : names.problem(name);
        if (problem != null) {
            throw new TargetException.Fatal(
                    "Cannot name an index for table "
                            + OwnFields.name(table)
                            + (name == null ? "" : " (" + name + ")")
                            + ": "
                            + problem
                            + ". Change "
                            + IndexOptions.NAME_FORMAT
                            + ", or leave the table out by table.exclude.list.",
                    null);
        }
        return name;
    }

    /** Two tables whose names are equal in small letters, or but for their schemas, would mix. */
    private void checkOwner(String name, SourceTable table) {
        String identity =
                table.database() == null && table.schema() == null
                        ? table.topic()
                        : OwnFields.name(table);
        String owner = areShared() ? identity : owners.putIfAbsent(name, identity);
        if (owner != null && !owner.equals(identity)) {
            throw new TargetException.Fatal(
                    "Cannot write table "
                            + identity
                            + " to index "
                            + name
                            + ": table "
                            + owner
                            + " is in it. Let "
                            + IndexOptions.NAME_FORMAT
                            + " tell them apart, for example by ${schema}-${table}, or name neither"
                            + " table nor topic to have several tables in one index.",
                    null);
        }
    }

    private boolean areShared() {
        return !format.tellsTables() || format.tellsRows();
    }

    /** Makes an index and its fields; returns the name that documents are written by. */
    private String prepare(String name, Map<String, Object> wanted, boolean whole) {
        Mapping mapping = mappings.get(name);
        if (mapping == null) {
            Home.Opened opened = home.open(name, wanted, areShared());
            mapping = opened.mapping();
            mappings.put(name, mapping);
            if (opened.isNew()) {
                fresh.add(name);
            }
            if (opened.isAlias()) {
                aliases.add(home.stored(name));
            }
            tellDifferences(name, mapping, wanted);
        }
        Map<String, Object> missing = mapping.missing(wanted);
        if (!missing.isEmpty() && (options.autoEvolve() || fresh.contains(name))) {
            home.add(name, missing);
            mappings.put(name, home.open(name, wanted, areShared()).mapping());
        }
        if (whole) {
            fresh.remove(name);
        }
        return home.stored(name);
    }

    private void tellDifferences(String name, Mapping mapping, Map<String, Object> wanted) {
        for (Mapping.Difference difference : mapping.differences(wanted)) {
            LOG.info(
                    "Field {} of index {} is of type {}, not {}; it is left so, and documents that"
                            + " it refuses are bad records.",
                    difference.field(),
                    home.stored(name),
                    difference.type(),
                    difference.wanted());
        }
    }

    /** Where a table's documents are looked for; the indexes need not be there. */
    public TableIndexes of(SourceTable table) {
        if (!format.tellsRows()) {
            return new TableIndexes(Cluster.encoded(home.stored(fixedName(table))), areShared());
        }
        String prefix = format.prefix(table);
        String start = prefix == null ? "" : Cluster.encoded(IndexNames.lower(prefix));
        return new TableIndexes(start + home.stored("*"), true);
    }

    /** What names the indexes, as in {@link TableIndexes}, that plans have been made for. */
    public Set<String> known() {
        return Set.copyOf(searched);
    }

    /**
     * Whether a name that a plan has given is that of an alias. Who writes by it should require
     * that it is one: else the server makes an index of this name when somebody has deleted ours.
     */
    public boolean isAlias(String name) {
        return aliases.contains(name);
    }

    /** Has the server asked again, for what was known has proved wrong. */
    public void forget() {
        plans.clear();
        aliases.clear();
        mappings.clear();
    }
}
