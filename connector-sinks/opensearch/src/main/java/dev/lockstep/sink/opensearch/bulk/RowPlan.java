package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.opensearch.index.IndexPlan;
import dev.lockstep.sink.opensearch.index.OwnFields;
import dev.lockstep.sink.template.RowTemplate;
import java.util.function.Function;

/** How rows of one shape become documents. */
final class RowPlan {

    private final IndexPlan index;
    private final RowTemplate id;
    private final RowTemplate routing;
    private final Function<String, IndexName> names;
    private final IndexName fixed;
    private final byte[] tableMember;

    /**
     * @param routing null for none
     * @param names knows indexes by their names
     */
    RowPlan(
            SourceTable table,
            IndexPlan index,
            RowTemplate id,
            RowTemplate routing,
            Function<String, IndexName> names) {
        this.index = index;
        this.id = id;
        this.routing = routing;
        this.names = names;
        this.fixed = index.fixedName() == null ? null : names.apply(index.fixedName());
        this.tableMember = index.sharedByTables() ? tableMember(table) : null;
    }

    /** The member that tells a document's table. */
    static byte[] tableMember(SourceTable table) {
        JsonBytes member = new JsonBytes();
        member.string(OwnFields.TABLE);
        member.raw(':');
        member.string(OwnFields.name(table));
        return member.toBytes();
    }

    /** Null when the row lacks what the name is made of. */
    IndexName index(RowImage row) {
        if (fixed != null) {
            return fixed;
        }
        String name = index.name(row);
        return name == null ? null : names.apply(name);
    }

    /** Null when the row lacks what the id is made of. */
    String id(RowImage row) {
        return id.fill(row);
    }

    boolean isRouted() {
        return routing != null;
    }

    /** Null when the row lacks what the routing is made of. */
    String routing(RowImage row) {
        return routing.fill(row);
    }

    /** Null where the index tells the table. */
    byte[] tableMember() {
        return tableMember;
    }
}
