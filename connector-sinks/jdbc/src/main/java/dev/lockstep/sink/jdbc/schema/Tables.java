package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.jdbc.config.TableOptions;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where rows land, and makes the target's tables follow those of the source if it may. One
 * thread calls.
 */
public final class Tables {

    /** The column that holds the position of a row's last change. */
    public static final String POSITION = "__lockstep_position";

    private final TargetNames names;
    private final Catalog catalog;
    private final Evolution evolution;
    private final boolean positions;

    private final Map<SourceTable, Map<RowShape, Landing>> landings = new HashMap<>();

    /** The shape of each table's latest rows, to notice columns that the source has dropped. */
    private final Map<SourceTable, RowShape> latest = new HashMap<>();

    /** The latest answer: rows of one table come in a row, most often. */
    private SourceTable askedTable;

    private RowShape askedShape;
    private Landing answered;

    /**
     * @param positions whether every table needs the column of positions
     */
    public Tables(Dialect dialect, TableOptions options, boolean positions) {
        this.names = new TargetNames(options);
        this.catalog = new Catalog(dialect);
        this.evolution = new Evolution(dialect, options);
        this.positions = positions;
    }

    /** Forgets what the catalog said, because it is no longer so or a rollback has undone it. */
    public void forget() {
        catalog.forget();
        askedTable = null;
        landings.clear();
        latest.clear();
    }

    /** The table that a table of the source goes to, whether it is there or not. */
    public TableName name(SourceTable source) {
        return names.table(source);
    }

    /**
     * The table that a table of the source goes to.
     *
     * @throws TargetException.Fatal when it is missing
     */
    public TargetTable table(Connection connection, SourceTable source) throws SQLException {
        TableName name = names.table(source);
        return catalog.table(connection, name).orElseThrow(() -> Evolution.missing(source, name));
    }

    /** Whether a table will be made with its first row, so that there is nothing to delete yet. */
    public boolean isStillToCome(Connection connection, SourceTable source) throws SQLException {
        return evolution.creates() && catalog.table(connection, names.table(source)).isEmpty();
    }

    /** Where rows of a shape land if nothing needs to be changed for it any more; else null. */
    @SuppressWarnings("ReferenceEquality") // there is one instance of each table
    public Landing known(SourceTable source, RowShape shape) {
        if (source == askedTable && shape == askedShape) {
            return answered;
        }
        Map<RowShape, Landing> byShape = landings.get(source);
        Landing landing = byShape == null ? null : byShape.get(shape);
        if (landing != null) {
            askedTable = source;
            askedShape = shape;
            answered = landing;
        }
        return landing;
    }

    /**
     * Where rows of a shape land.
     *
     * @param whole whether the shape has all columns of the source's table, not only its key
     * @param amid whether rows of the same transaction may still need columns that this shape does
     *     not have, so that none is dropped
     * @return statements to run first, in order; empty when the landing is {@link #known} now
     * @throws TargetException.Fatal when table or columns are missing and may not be made
     */
    public List<String> prepare(
            Connection connection, SourceTable source, RowShape shape, boolean whole, boolean amid)
            throws SQLException {
        TableName name = names.table(source);
        Optional<TargetTable> found = catalog.table(connection, name);
        Wanted wanted = wanted(source, shape, whole, amid);
        if (found.isEmpty()) {
            return List.of(evolution.create(source, name, wanted));
        }
        List<String> statements = evolution.statements(source, found.get(), wanted);
        if (statements.isEmpty()) {
            landings.computeIfAbsent(source, table -> new IdentityHashMap<>())
                    .put(shape, landing(found.get(), wanted));
            if (whole) {
                latest.put(source, shape);
            }
        }
        return statements;
    }

    /** To be called after statements have run, or have failed. */
    public void changed(SourceTable source) {
        catalog.forget(names.table(source));
        askedTable = null;
        landings.remove(source);
    }

    private Wanted wanted(SourceTable source, RowShape shape, boolean whole, boolean amid) {
        List<String> columns = new ArrayList<>();
        shape.columns().forEach(column -> columns.add(names.column(source, column.name())));
        List<String> dropped = new ArrayList<>();
        RowShape before = whole ? latest.get(source) : null;
        if (before != null) {
            before.columns().forEach(column -> dropped.add(names.column(source, column.name())));
            dropped.removeAll(columns);
        }
        return new Wanted(shape, columns, dropped, whole, amid, positions);
    }

    private static Landing landing(TargetTable table, Wanted wanted) {
        List<TargetColumn> columns = new ArrayList<>();
        for (String name : wanted.columns()) {
            TargetColumn column = find(table, name).orElseThrow();
            columns.add(column.generated() ? null : column);
        }
        return new Landing(
                table,
                wanted.shape(),
                columns,
                wanted.positions() ? find(table, POSITION).orElseThrow() : null);
    }

    /** By its exact name, else by the only one that is equal but for case. */
    static Optional<TargetColumn> find(TargetTable table, String name) {
        Optional<TargetColumn> exact = table.column(name);
        if (exact.isPresent()) {
            return exact;
        }
        String folded = name.toLowerCase(Locale.ROOT);
        List<TargetColumn> alike =
                table.columns().stream()
                        .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(folded))
                        .toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }
}
