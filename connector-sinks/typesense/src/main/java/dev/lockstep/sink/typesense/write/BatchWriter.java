package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.apply.Reduction;
import dev.lockstep.sink.apply.TableChanges;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.collection.Catalog;
import dev.lockstep.sink.typesense.config.FenceMode;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import dev.lockstep.sink.typesense.config.WriteOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies batches. For one thread. */
public final class BatchWriter {

    private final Plans plans;
    private final Catalog catalog;
    private final Deletions deletions;
    private final Upserts upserts;
    private final SinkMetrics metrics;

    /** Null without a fence. */
    private final Positions positions;

    /** Null when no positions of deleted documents are kept. */
    private final Tombstones tombstones;

    public BatchWriter(
            TypesenseClient client, TypesenseSinkConfig config, SinkMetrics metrics, Clock clock) {
        WriteOptions writing = config.writing();
        boolean fenced = writing.fence() == FenceMode.POSITION;
        this.metrics = metrics;
        this.plans = new Plans(config);
        this.catalog = new Catalog(client, config);
        Importer importer = new Importer(client, catalog);
        this.tombstones =
                writing.keepsTombstones()
                        ? new Tombstones(client, catalog, importer, writing.retention(), clock)
                        : null;
        this.positions = fenced ? new Positions(client, catalog, writing.keepsTombstones()) : null;
        this.deletions = new Deletions(client, catalog, tombstones, fenced);
        this.upserts =
                new Upserts(importer, new StoredMembers(client), writing.mode().action(), fenced);
    }

    /**
     * Applies changes. After any exception they can be applied again.
     *
     * @throws dev.lockstep.sink.apply.TargetException.Refused when all but some are applied
     */
    public void write(List<Change> changes) {
        if (tombstones != null) {
            tombstones.prepare();
            tombstones.purge();
        }
        Refusals refusals = new Refusals();
        long left = 0;
        for (TableChanges table : Reduction.ofReplacing(changes)) {
            left += table.size();
            write(table, refusals);
        }
        metrics.reduced(Math.max(0, changes.size() - left));
        refusals.report(changes);
    }

    private void write(TableChanges changes, Refusals refusals) {
        String collection = plans.collection(changes.table());
        if (collection == null) {
            refuse(changes, refusals);
            return;
        }
        if (changes.truncate() != null && !isStale(collection, changes.truncate())) {
            deletions.truncate(collection, changes.truncate());
        }
        Map<String, Pending> pending = pending(collection, changes, refusals);
        Map<String, Long> deleted = new LinkedHashMap<>();
        if (positions != null && !pending.isEmpty()) {
            leaveOutStale(collection, pending, deleted);
        }
        List<Pending> rows = new ArrayList<>();
        for (Pending one : pending.values()) {
            if (one.change() instanceof Delete) {
                deleted.put(one.id(), one.position());
            } else {
                rows.add(one);
            }
        }
        deletions.delete(collection, deleted);
        if (!rows.isEmpty()) {
            write(collection, rows, refusals);
        }
    }

    private void write(String collection, List<Pending> rows, Refusals refusals) {
        for (Pending row : rows) {
            catalog.ensure(collection, row.change().row().shape());
        }
        Map<String, Long> left = new LinkedHashMap<>();
        for (Pending row : upserts.write(collection, rows, refusals)) {
            if (row.leaves() != null && !row.leaves().equals(row.id())) {
                left.put(row.leaves(), row.position());
            }
        }
        deletions.delete(collection, left);
    }

    /** The last change of each document: rows with different keys may have one id. */
    private Map<String, Pending> pending(
            String collection, TableChanges changes, Refusals refusals) {
        Map<String, Pending> pending = new LinkedHashMap<>();
        for (Delete delete : changes.deletes()) {
            add(collection, delete, null, pending, refusals);
        }
        for (Upsert upsert : changes.upserts()) {
            add(collection, upsert, upsert.movedFrom(), pending, refusals);
        }
        return pending;
    }

    private void add(
            String collection,
            RowChange change,
            RowImage from,
            Map<String, Pending> pending,
            Refusals refusals) {
        SourceTable table = change.table();
        RowPlan plan = plans.of(table, change.row().shape());
        String id = plan.id(change.row());
        String leaves = from == null ? null : plans.of(table, from.shape()).id(from);
        if (id == null || (from != null && leaves == null)) {
            refusals.add(
                    change,
                    collection,
                    "its record does not tell every column that document.id.format names",
                    "Name columns of the key, which every record has.");
            return;
        }
        Pending one = new Pending(change, plan, id, leaves);
        pending.merge(id, one, BatchWriter::later);
    }

    private static Pending later(Pending one, Pending other) {
        return one.change().version() > other.change().version() ? one : other;
    }

    /** A later truncate has deleted all that this one would, and its position must stay. */
    private boolean isStale(String collection, Truncate truncate) {
        boolean stale =
                tombstones != null
                        && truncate.place().position() >= 0
                        && positions.read(collection, List.of()).truncatedAt()
                                > truncate.place().position();
        if (stale) {
            metrics.stale(1);
        }
        return stale;
    }

    /**
     * What has no position cannot be compared, and is applied.
     *
     * @param deleted takes what rows that are there already have left: an attempt may have failed
     *     between the two
     */
    private void leaveOutStale(
            String collection, Map<String, Pending> pending, Map<String, Long> deleted) {
        Set<String> ids = new LinkedHashSet<>();
        for (Pending one : pending.values()) {
            if (one.isOrdered()) {
                ids.add(one.id());
                if (one.leaves() != null) {
                    ids.add(one.leaves());
                }
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        Stored stored = positions.read(collection, List.copyOf(ids));
        int before = pending.size();
        for (Pending one : List.copyOf(pending.values())) {
            if (one.isOrdered() && stored.isAheadOf(one)) {
                pending.remove(one.id());
                if (stored.isLeftBehind(one)) {
                    deleted.put(one.leaves(), one.position());
                }
            }
        }
        metrics.stale(before - pending.size());
    }

    private static void refuse(TableChanges changes, Refusals refusals) {
        String message =
                "Cannot name the collection of table "
                        + changes.table().table()
                        + ": its records do not tell what collection.name.format names. Name what"
                        + " they tell.";
        changes.deletes().forEach(delete -> refusals.add(delete, message));
        changes.upserts().forEach(upsert -> refusals.add(upsert, message));
    }
}
