package dev.lockstep.source.postgres.record;

import dev.lockstep.event.EventSchema;
import dev.lockstep.source.postgres.catalog.TableFacts;
import dev.lockstep.source.postgres.config.KeyColumns;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.PropagatedTypes;
import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.ReplicaIdentity;
import dev.lockstep.source.postgres.record.TableDefinition.ColumnDefinition;
import dev.lockstep.source.postgres.record.TablePlan.Column;
import dev.lockstep.source.postgres.record.TablePlan.KeyColumn;
import dev.lockstep.source.postgres.record.TablePlan.KeyMark;
import dev.lockstep.source.postgres.type.BinaryColumn;
import dev.lockstep.source.postgres.type.ColumnReader;
import dev.lockstep.source.postgres.type.CopyColumn;
import dev.lockstep.source.postgres.type.TypeMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;

/** Compiles table plans. Asks the catalogs, so it runs when a definition arrives, not per row. */
public final class TablePlanner {

    private final TableFacts catalog;
    private final TypeMapper types;
    private final Topics topics;
    private final TableFilter tables;
    private final Predicate<String> columns;
    private final KeyColumns keyColumns;
    private final PropagatedTypes propagatedTypes;

    public TablePlanner(PostgresSourceConfig config, TableFacts catalog) {
        this.catalog = catalog;
        this.types = new TypeMapper(config.types(), catalog);
        this.topics = new Topics(config);
        this.tables = config.capture().tables();
        this.columns = config.capture().columns();
        this.keyColumns = config.capture().keyColumns();
        this.propagatedTypes = config.propagatedTypes();
    }

    /** Whether the changes of a table become events. A partition goes with its root. */
    boolean captures(Relation relation) {
        return tables.includes(relation.schema(), relation.table())
                || catalog.isCapturedByAncestor(relation.oid(), tables);
    }

    /** The plan of a table as a snapshot has found it. */
    TablePlan plan(Relation relation) {
        return plan(relation, 0);
    }

    /**
     * The plan of a table.
     *
     * @param xid of the transaction in which the log defines it; 0 for none
     */
    TablePlan plan(Relation relation, long xid) {
        catalog.refresh(xid);
        String topic = topics.of(relation.schema(), relation.table());
        List<String> key = keyOf(relation);
        SchemaBuilder rowSchema = EventSchema.row(topic);
        List<ColumnReader> readers = new ArrayList<>();
        for (RelationColumn column : relation.columns()) {
            boolean inKey = key.contains(column.name());
            ColumnReader reader =
                    types.readerFor(
                            column.typeOid(),
                            column.typeModifier(),
                            !(inKey && isNeverNull(relation, column)),
                            sourceType(relation, column));
            readers.add(reader);
            if (isCarried(relation, column)) {
                rowSchema.field(column.name(), reader.schema());
            }
        }
        return assemble(relation, topic, key, rowSchema.build(), readers);
    }

    private Map<String, String> sourceType(Relation relation, RelationColumn column) {
        boolean told =
                propagatedTypes.includes(
                        relation.schema(),
                        relation.table(),
                        column.name(),
                        types.name(column.typeOid()));
        return told
                ? types.sourceType(column.name(), column.typeOid(), column.typeModifier())
                : Map.of();
    }

    /** How a COPY should bring the rows of a table, and where their values go. */
    List<CopiedRows.Cell> cells(Relation relation, TablePlan plan) {
        List<CopiedRows.Cell> cells = new ArrayList<>();
        for (int i = 0; i < relation.columns().size(); i++) {
            RelationColumn column = relation.columns().get(i);
            Field field = plan.columns().get(i).field();
            Field keyField = plan.keyField(i);
            if (field != null || keyField != null) {
                Schema schema = (field != null ? field : keyField).schema();
                CopyColumn copied =
                        types.copyColumn(column.typeOid(), column.typeModifier(), schema);
                cells.add(
                        new CopiedRows.Cell(
                                new CopiedRows.Selected(
                                        column.name(), column.typeOid(), copied.binary()),
                                copied.reader(),
                                copied.raw(),
                                field,
                                keyField,
                                plan.columns().get(i).afterPath()));
            }
        }
        return cells;
    }

    /** The same version of the table as its plan is of, for people and tools. */
    TableDefinition describe(Relation relation, TablePlan plan) {
        List<String> types = catalog.typeExpressions(relation.columns());
        Map<String, Boolean> nullable = catalog.nullability(relation.oid());
        List<ColumnDefinition> described = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            RelationColumn column = relation.columns().get(i);
            if (isCarried(relation, column)) {
                described.add(
                        new ColumnDefinition(
                                column.name(),
                                types.get(i),
                                column.typeOid(),
                                column.typeModifier(),
                                nullable.get(column.name())));
            }
        }
        return new TableDefinition(
                relation.schema(),
                relation.table(),
                plan.route().topic(),
                relation.replicaIdentity().name().toLowerCase(Locale.ROOT),
                plan.key(),
                described);
    }

    private TablePlan assemble(
            Relation relation,
            String topic,
            List<String> key,
            Schema rowSchema,
            List<ColumnReader> readers) {
        List<Column> rowColumns = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            RelationColumn column = relation.columns().get(i);
            boolean carried = isCarried(relation, column);
            rowColumns.add(
                    new Column(
                            column.name(),
                            carried ? rowSchema.field(column.name()) : null,
                            carried ? readers.get(i) : null,
                            carried ? binary(column, readers.get(i)) : null,
                            isLogged(relation, column),
                            "before." + column.name(),
                            "after." + column.name()));
        }
        List<String> names = relation.columns().stream().map(RelationColumn::name).toList();
        SchemaBuilder keyBuilder = EventSchema.key(topic);
        key.forEach(name -> keyBuilder.field(name, readers.get(names.indexOf(name)).schema()));
        Optional<String> ownTopic = topics.keyField(relation.schema(), relation.table());
        ownTopic.ifPresent(field -> keyBuilder.field(field, Schema.STRING_SCHEMA));
        Schema keySchema = keyBuilder.build();
        List<KeyColumn> rowKey = new ArrayList<>();
        for (String name : key) {
            int i = names.indexOf(name);
            rowKey.add(
                    new KeyColumn(
                            i,
                            keySchema.field(name),
                            readers.get(i),
                            binary(relation.columns().get(i), readers.get(i))));
        }
        return new TablePlan(
                relation.schema(),
                relation.table(),
                topics.route(relation.schema(), relation.table()),
                EventSchema.of(topic, rowSchema),
                rowKey.isEmpty() ? null : keySchema,
                rowColumns,
                rowKey,
                ownTopic.map(field -> ownTopic(relation, keySchema.field(field))).orElse(null));
    }

    private BinaryColumn binary(RelationColumn column, ColumnReader reader) {
        return types.binaryColumn(column.typeOid(), column.typeModifier(), reader.schema());
    }

    private KeyMark ownTopic(Relation relation, Field field) {
        return new KeyMark(field, topics.own(relation.schema(), relation.table()));
    }

    private boolean isCarried(Relation relation, RelationColumn column) {
        return columns.test(relation.schema() + "." + relation.table() + "." + column.name());
    }

    /** Whether old rows in the log carry the column. */
    private static boolean isLogged(Relation relation, RelationColumn column) {
        return relation.replicaIdentity() == ReplicaIdentity.FULL || column.key();
    }

    /**
     * Whether the log itself vouches that the column holds no null: then it is part of a primary
     * key or of an identity index. Where we know only from the catalogs (the log flags every column
     * of FULL), a row of before the constraint may still come.
     */
    private static boolean isNeverNull(Relation relation, RelationColumn column) {
        return column.key() && relation.replicaIdentity() != ReplicaIdentity.FULL;
    }

    /**
     * The key: the configured columns, else the primary key, else the replica identity. With an
     * identity index the primary key only serves if old rows carry it; a delete could not name its
     * row otherwise.
     */
    private List<String> keyOf(Relation relation) {
        Optional<List<String>> configured = keyColumns.of(relation.schema(), relation.table());
        if (configured.isPresent()) {
            checkExist(relation, configured.get());
            return configured.get();
        }
        List<String> identity =
                relation.columns().stream()
                        .filter(RelationColumn::key)
                        .map(RelationColumn::name)
                        .toList();
        return switch (relation.replicaIdentity()) {
            case DEFAULT -> inOrder(identity, catalog::primaryKey, relation);
            case FULL, NOTHING -> primaryKey(relation);
            case INDEX -> {
                List<String> primaryKey = primaryKey(relation);
                yield !primaryKey.isEmpty() && identity.containsAll(primaryKey)
                        ? primaryKey
                        : inOrder(identity, catalog::identityIndex, relation);
            }
        };
    }

    /** The log flags the columns of an identity, but only the catalogs know their order in it. */
    private static List<String> inOrder(
            List<String> flagged, IntFunction<List<String>> index, Relation relation) {
        if (flagged.size() < 2) {
            return flagged;
        }
        List<String> ordered = index.apply(relation.oid());
        return ordered.size() == flagged.size() && ordered.containsAll(flagged) ? ordered : flagged;
    }

    /** By the catalogs of now; a key whose columns this version lacks is not its key. */
    private List<String> primaryKey(Relation relation) {
        List<String> names = relation.columns().stream().map(RelationColumn::name).toList();
        List<String> key = catalog.primaryKey(relation.oid());
        return names.containsAll(key) ? key : List.of();
    }

    private static void checkExist(Relation relation, List<String> key) {
        List<String> names = relation.columns().stream().map(RelationColumn::name).toList();
        for (String column : key) {
            if (!names.contains(column)) {
                throw new ConnectException(
                        "Cannot build the key of "
                                + relation.schema()
                                + "."
                                + relation.table()
                                + ": it has no column "
                                + column
                                + ". Correct message.key.columns.");
            }
        }
    }
}
