package dev.lockstep.sink.opensearch;

import static org.apache.kafka.connect.data.Schema.INT64_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_INT64_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.opensearch.config.DeleteMode;
import dev.lockstep.sink.opensearch.index.SharedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two tasks apply one history at the same time, in batches of any size, and both go back to any
 * earlier place again and again. Nobody may ever see a document go back.
 */
class ReplayTest {

    private static final int ROWS = 8;
    private static final int CHANGES = 250;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    private Changes t;

    /** What the table holds: the columns behind the key. */
    private final Map<Long, List<Object>> rows = new TreeMap<>();

    private final List<Change> history = new ArrayList<>();
    private DeleteMode mode;

    private void next(long position) {
        long id = random.nextInt(ROWS);
        List<Object> row = rows.get(id);
        int dice = random.nextInt(100);
        t.at(position);
        if (dice < 2) {
            history.add(t.truncate());
            rows.clear();
        } else if (row == null) {
            put(id, List.of(position, "big" + position));
        } else if (dice < 20) {
            history.add(t.delete(id));
            rows.remove(id);
        } else if (dice < 50) {
            rows.put(id, List.of(position, row.get(1)));
            history.add(t.partial(List.of(2), id, position, null));
        } else if (dice < 70) {
            move(id, position);
        } else {
            put(id, List.of(position, "big" + position));
        }
    }

    private void put(long id, List<Object> row) {
        rows.put(id, row);
        history.add(t.upsert(id, row.get(0), row.get(1)));
    }

    private void move(long from, long position) {
        long to = random.nextInt(ROWS);
        if (!rows.containsKey(to)) {
            List<Object> row = List.of(position, rows.remove(from).get(1));
            rows.put(to, row);
            history.add(t.moved(new Object[] {from}, List.of(2), to, position, null));
        } else {
            put(to, List.of(position, "big" + position));
        }
    }

    /** Applies the whole history, going back on the way. */
    private void apply(OpenSearchTarget target, SplittableRandom own) {
        int reached = 0;
        while (reached < history.size()) {
            if (own.nextInt(5) == 0) {
                reached = own.nextInt(reached + 1);
            }
            int end = Math.min(history.size(), reached + 1 + own.nextInt(40));
            Change[] changes = history.subList(reached, end).toArray(Change[]::new);
            insist(target, changes);
            reached = end;
        }
    }

    /**
     * With hard deletes a row with columns left out may find no document, though the other
     * connector is past it. That is reported, as a task reports it, and what the index has in the
     * end counts.
     */
    private void insist(OpenSearchTarget target, Change... changes) {
        try {
            Cluster.insist(target, Changes.batch(changes));
        } catch (TargetException.Refused e) {
            if (mode == DeleteMode.SOFT) {
                throw e;
            }
            System.out.println("reported: " + e.getMessage());
        }
    }

    /** Looks at documents until told to stop; what they say only ever gets newer. */
    private static void watch(Cluster cluster, String index, AtomicBoolean over) {
        Map<Long, Long> seen = new HashMap<>();
        while (!over.get()) {
            for (long id = 0; id < ROWS; id++) {
                Map<?, ?> document = cluster.stored(index, Long.toString(id));
                if (Boolean.TRUE.equals(document.get("found"))) {
                    long version = (Long) document.get("_version");
                    Long before = seen.put(id, version);
                    assertThat(before == null ? 0 : before).isLessThanOrEqualTo(version);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DeleteMode.class)
    void neverGoesBackWhateverComesAgainFromWhomever(DeleteMode deletes) throws Exception {
        System.out.println("seed " + seed);
        mode = deletes;
        String table = "replay" + deletes.name().toLowerCase(Locale.ROOT);
        String index = deletes == DeleteMode.SOFT ? table + "-lockstep" : table;
        t =
                new Changes(
                        table,
                        1,
                        "id",
                        INT64_SCHEMA,
                        "at",
                        OPTIONAL_INT64_SCHEMA,
                        "big",
                        OPTIONAL_STRING_SCHEMA);
        for (int i = 1; i <= CHANGES; i++) {
            next(1_000 + i);
        }
        SplittableRandom one = random.split();
        SplittableRandom other = random.split();
        AtomicBoolean over = new AtomicBoolean();
        Cluster cluster = new Cluster(SharedServer.get());
        try (OpenSearchTarget first =
                        cluster.target("batch.size", "5", "delete.mode", deletes.name());
                OpenSearchTarget second =
                        cluster.target("batch.size", "7", "delete.mode", deletes.name())) {
            CompletableFuture<Void> watching =
                    CompletableFuture.runAsync(() -> watch(cluster, index, over));
            CompletableFuture<Void> zombie = CompletableFuture.runAsync(() -> apply(first, one));
            apply(second, other);
            zombie.get();
            over.set(true);
            watching.get();
            Map<Long, List<Object>> found = new TreeMap<>();
            cluster.found(table)
                    .forEach(
                            (id, row) ->
                                    found.put(
                                            Long.valueOf(id),
                                            List.of(row.get("at"), row.get("big"))));
            assertThat(found).isEqualTo(rows);
        }
    }
}
