package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.catalog.PublishedTables;
import dev.lockstep.source.postgres.catalog.PublishedTables.Heap;
import dev.lockstep.source.postgres.catalog.PublishedTables.PublishedTable;
import dev.lockstep.source.postgres.record.SnapshotProgress;
import dev.lockstep.source.postgres.record.SnapshotProgress.Unfinished;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which tables a snapshot reads, and what is left of them. */
public final class SnapshotPlan {

    /** 32 MiB of pages of the usual size. */
    private static final int CHUNK_PAGES = 4096;

    /** Transaction numbers come round; further apart than this they cannot be compared safely. */
    private static final long COMPARABLE = 1L << 30;

    private final List<TableRead> tables = new ArrayList<>();
    private final List<HeapRead> heaps = new ArrayList<>();

    private SnapshotPlan() {}

    /**
     * The tables of a publication.
     *
     * @param wanted which of them to read
     * @param statements replace reading a table, by {@code schema.table}
     * @param progress what earlier snapshots have read already
     */
    public static SnapshotPlan of(
            SnapshotPoint point,
            String publication,
            Predicate<PublishedTable> wanted,
            Map<String, String> statements,
            SnapshotProgress progress)
            throws SQLException {
        SnapshotPlan plan = new SnapshotPlan();
        Map<Long, Unfinished> unfinished =
                progress.unfinished().stream()
                        .collect(Collectors.toMap(Unfinished::oid, table -> table));
        for (PublishedTable table : PublishedTables.read(point.connection(), publication)) {
            if (wanted.test(table)) {
                plan.add(table, statements.get(table.label()), progress, unfinished, point.xmin());
            }
        }
        plan.heaps.sort(Comparator.comparingLong(heap -> heap.heap().oid()));
        return plan;
    }

    private void add(
            PublishedTable table,
            String statement,
            SnapshotProgress progress,
            Map<Long, Unfinished> unfinished,
            long xmin) {
        TableRead read = new TableRead(table, statement);
        boolean added = false;
        for (Heap heap : parts(table, statement)) {
            Unfinished earlier = unfinished.get(heap.oid());
            if (earlier != null || heap.oid() > progress.through()) {
                heaps.add(new HeapRead(read, heap, CHUNK_PAGES, usable(earlier, heap, xmin), xmin));
                added = true;
            }
        }
        if (added) {
            tables.add(read);
        }
    }

    /** A user's statement reads all partitions at once. */
    private static List<Heap> parts(PublishedTable table, String statement) {
        return statement == null || table.heaps().isEmpty()
                ? table.heaps()
                : table.heaps().subList(0, 1);
    }

    /** What an earlier snapshot has read counts only in the same file. */
    private static Unfinished usable(Unfinished earlier, Heap heap, long xmin) {
        return earlier != null
                        && earlier.fileNode() == heap.fileNode()
                        && xmin - earlier.xmin() < COMPARABLE
                ? earlier
                : null;
    }

    List<TableRead> tables() {
        return tables;
    }

    /** In the order of their OIDs. */
    List<HeapRead> heaps() {
        return heaps;
    }

    int chunks() {
        return heaps.stream().mapToInt(heap -> heap.missing().size()).sum();
    }

    long estimatedRows() {
        return heaps.stream().mapToLong(heap -> heap.heap().rows()).sum();
    }

    /** Whether there is nothing to read. */
    public boolean isEmpty() {
        return heaps.isEmpty();
    }
}
