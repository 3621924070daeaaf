package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.opensearch.config.DocumentIdOptions;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Says which document a change is about and what is to become of it. For one thread. */
final class Items {

    private static final long APPENDED = -1;

    private final Plans plans;
    private final boolean softDeletes;
    private final boolean appends;

    /**
     * @param appends whether documents are only ever added
     */
    Items(Plans plans, boolean softDeletes, boolean appends) {
        this.plans = plans;
        this.softDeletes = softDeletes;
        this.appends = appends;
    }

    /**
     * The document of a change of a row.
     *
     * @throws TargetException.BadRecord when the row does not tell which document that is
     */
    Item of(RowChange change) {
        RowPlan plan = plans.of(change.table(), change.row().shape());
        Ref target = target(change, change.row(), plan);
        return change instanceof Upsert upsert
                ? row(upsert, target, plan, List.of())
                : new Item(change, target, change.version(), deleted(plan.tableMember()));
    }

    /** The document of a row, with what the row itself does not tell. */
    Item of(Upsert change, List<StoredMember> stored) {
        RowPlan plan = plans.of(change.table(), change.row().shape());
        return row(change, target(change, change.row(), plan), plan, stored);
    }

    /** What becomes of the document of a row that is gone, with a version that is not its own. */
    Item of(Delete change, long version) {
        RowPlan plan = plans.of(change.table(), change.row().shape());
        Ref target = target(change, change.row(), plan);
        return new Item(change, target, version, deleted(plan.tableMember()));
    }

    private Item row(Upsert change, Ref target, RowPlan plan, List<StoredMember> stored) {
        long version = appends ? APPENDED : change.version();
        return new Item(change, target, version, new Item.Row(plan, change.row(), stored));
    }

    /**
     * What becomes of the document of a row that is gone.
     *
     * @param tableMember the member that tells the table; null for none
     */
    Item.Content deleted(byte[] tableMember) {
        return softDeletes ? new Item.Mark(tableMember) : Item.Gone.GONE;
    }

    /** Where the document of a row is, whether of the change's row or of the one before it. */
    Ref target(RowChange change, RowImage row) {
        return target(change, row, plans.of(change.table(), row.shape()));
    }

    private Ref target(RowChange change, RowImage row, RowPlan plan) {
        IndexName index = plan.index(row);
        if (index == null) {
            throw unnamed(change.table(), "the index of a row", IndexOptions.NAME_FORMAT);
        }
        boolean byRecord = appends || row.key() == null;
        String id = byRecord ? id(change.record()) : plan.id(row);
        if (id == null) {
            throw unnamed(change.table(), "the document of a row", DocumentIdOptions.ID_FORMAT);
        }
        String routing = null;
        if (plan.isRouted()) {
            routing = plan.routing(row);
            if (routing == null) {
                throw unnamed(change.table(), "a routing", DocumentIdOptions.ROUTING_FORMAT);
            }
        }
        return new Ref(index, DocumentIds.fitting(id), routing);
    }

    /** Of rows that cannot be told apart: the place of their record. */
    private static String id(SinkRecord record) {
        return Origin.topic(record) + '+' + Origin.partition(record) + '+' + Origin.offset(record);
    }

    private static TargetException.BadRecord unnamed(
            SourceTable table, String what, String option) {
        return new TargetException.BadRecord(
                "Cannot name "
                        + what
                        + " (table "
                        + table.table()
                        + "): a column that "
                        + option
                        + " names is NULL, not known, or not part of the key, which is all that a"
                        + " delete tells. Name columns of the key.",
                null);
    }
}
