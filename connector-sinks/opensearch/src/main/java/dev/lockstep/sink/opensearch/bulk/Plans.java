package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.opensearch.config.DocumentIdOptions;
import dev.lockstep.sink.opensearch.index.Indexes;
import dev.lockstep.sink.template.Template;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** One plan per shape of a table. Shapes and tables are the same when they are the same object. */
final class Plans {

    /** More than a task has at one time; whatever makes more starts anew. */
    private static final int CAPACITY = 1_000;

    private final Indexes indexes;
    private final Template id;

    /** Null for none. */
    private final Template routing;

    private final IdentityHashMap<SourceTable, IdentityHashMap<RowShape, RowPlan>> plans =
            new IdentityHashMap<>();
    private final Map<String, IndexName> names = new HashMap<>();
    private SourceTable latestTable;
    private RowShape latestShape;
    private RowPlan latest;

    Plans(Indexes indexes, DocumentIdOptions options) {
        this.indexes = indexes;
        this.id = options.idFormat();
        this.routing = options.routingFormat();
    }

    /** The plan of a shape; the first time its index is made or made to fit. */
    @SuppressWarnings("ReferenceEquality")
    RowPlan of(SourceTable table, RowShape shape) {
        if (table != latestTable || shape != latestShape) {
            latest = find(table, shape);
            latestTable = table;
            latestShape = shape;
        }
        return latest;
    }

    private RowPlan find(SourceTable table, RowShape shape) {
        IdentityHashMap<RowShape, RowPlan> ofTable =
                plans.computeIfAbsent(table, t -> new IdentityHashMap<>());
        RowPlan known = ofTable.get(shape);
        if (known == null) {
            if (ofTable.size() >= CAPACITY) {
                ofTable.clear();
            }
            known =
                    new RowPlan(
                            table,
                            indexes.plan(table, shape),
                            id.bind(table, shape),
                            routing == null ? null : routing.bind(table, shape),
                            this::name);
            ofTable.put(shape, known);
        }
        return known;
    }

    IndexName name(String index) {
        if (names.size() >= CAPACITY) {
            names.clear();
        }
        return names.computeIfAbsent(index, name -> new IndexName(name, indexes.isAlias(name)));
    }

    /** Has the server asked again. */
    void forget() {
        indexes.forget();
        plans.clear();
        names.clear();
        latestTable = null;
        latestShape = null;
        latest = null;
    }
}
