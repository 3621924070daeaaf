package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.document.DocumentWriter;
import dev.lockstep.sink.template.Template;
import dev.lockstep.sink.typesense.collection.MemberNames;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import java.util.IdentityHashMap;

/** Keeps the plans of rows, by shape, and the names of collections, by table. */
final class Plans {

    private static final int CAPACITY = 1_000;

    private final Template names;
    private final Template ids;
    private final DocumentWriter documents;
    private final IdentityHashMap<SourceTable, String> collections = new IdentityHashMap<>();
    private final IdentityHashMap<RowShape, RowPlan> rows = new IdentityHashMap<>();

    Plans(TypesenseSinkConfig config) {
        this.names = config.collections().names();
        this.ids = config.collections().ids();
        this.documents = new DocumentWriter(config.documents(), MemberNames::of);
    }

    /** The name of a table's collection; null when its records do not tell it. */
    String collection(SourceTable table) {
        return collections.computeIfAbsent(table, names::prefix);
    }

    /** Shapes belong to one table. */
    RowPlan of(SourceTable table, RowShape shape) {
        RowPlan plan = rows.get(shape);
        if (plan == null) {
            if (rows.size() >= CAPACITY) {
                rows.clear();
            }
            plan = new RowPlan(ids.bind(table, shape), documents);
            rows.put(shape, plan);
        }
        return plan;
    }
}
