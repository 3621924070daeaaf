package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.index.Indexes;
import dev.lockstep.sink.opensearch.index.OwnFields;
import dev.lockstep.sink.opensearch.index.TableIndexes;
import java.util.List;

/** Deletes the documents of a table that are older than a truncate. */
final class Emptying {

    private final SearchClient client;
    private final Indexes indexes;
    private final Plans plans;
    private final Items items;
    private final int pageSize;

    Emptying(SearchClient client, Indexes indexes, Plans plans, Items items, int pageSize) {
        this.client = client;
        this.indexes = indexes;
        this.plans = plans;
        this.items = items;
        this.pageSize = pageSize;
    }

    /** Finds the documents and sends their deletes, with the place of the truncate. */
    void run(Truncate truncate, Pipeline pipeline, Outcome outcome) {
        TableIndexes where = indexes.of(truncate.table());
        byte[] table = where.sharedByTables() ? RowPlan.tableMember(truncate.table()) : null;
        try (Scan scan = new Scan(client, where.expression())) {
            List<Scan.Hit> hits = scan.first(query(table), pageSize);
            while (!hits.isEmpty() && !outcome.hasFailed()) {
                for (Scan.Hit hit : hits) {
                    if (hit.version() < truncate.version()) {
                        pipeline.add(delete(truncate, hit, table));
                    }
                }
                hits = scan.next();
            }
        }
    }

    private Item delete(Truncate truncate, Scan.Hit hit, byte[] table) {
        Ref target = new Ref(plans.name(hit.index()), hit.id(), hit.routing());
        return new Item(truncate, target, truncate.version(), items.deleted(table));
    }

    private static byte[] query(byte[] table) {
        JsonBytes query = new JsonBytes();
        query.raw("{\"bool\":{\"must_not\":[{\"term\":{\"" + OwnFields.DELETED + "\":true}}]");
        if (table != null) {
            query.raw(",\"filter\":[{\"term\":{");
            query.raw(table);
            query.raw("}}]");
        }
        query.raw("}}");
        return query.toBytes();
    }
}
