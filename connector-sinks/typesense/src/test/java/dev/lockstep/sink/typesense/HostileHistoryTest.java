package dev.lockstep.sink.typesense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

/**
 * One history, delivered with repeats and with stretches of it from earlier on, by two tasks in
 * turn: no document ever goes back, none comes back, and in the end all is as at the source.
 */
class HostileHistoryTest {

    private static final int CHANGES = 600;
    private static final int KEYS = 12;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Changes table =
            new Changes("t", "k", Schema.INT64_SCHEMA, "v", Schema.INT64_SCHEMA);

    private final List<Change> history = new ArrayList<>();

    /** By id, the rows that there are in the end. */
    private final Map<String, Long> rows = new TreeMap<>();

    /** By id, the highest position that a reader has seen, or that a delete has had. */
    private final Map<String, Long> reached = new HashMap<>();

    @Test
    void noDocumentEverGoesBack() {
        makeHistory();
        try (FakeServer server = new FakeServer()) {
            List<TypesenseTarget> tasks = List.of(task(server), task(server));
            int done = 0;
            while (done < CHANGES) {
                int from = random.nextInt(3) == 0 ? random.nextInt(done + 1) : done;
                int to = Math.min(CHANGES, from + random.nextInt(1, 40));
                if (from > done) {
                    continue;
                }
                tasks.get(random.nextInt(2))
                        .apply(new Batch(history.subList(from, to), Map.of(), true));
                done = Math.max(done, to);
                observe(server, done);
            }
            assertThat(values(server)).as("seed %d", seed).isEqualTo(rows);
        }
    }

    private static TypesenseTarget task(FakeServer server) {
        return new TypesenseTarget(Configs.of(server.url()), new SinkMetrics(), Clock.systemUTC());
    }

    private void makeHistory() {
        for (int i = 1; i <= CHANGES; i++) {
            long key = random.nextInt(KEYS);
            table.at(i * 10L);
            int kind = random.nextInt(20);
            if (kind == 0) {
                history.add(table.truncate());
                rows.clear();
            } else if (kind < 5) {
                history.add(table.delete(key));
                rows.remove("" + key);
            } else {
                history.add(table.upsert(key, (long) i));
                rows.put("" + key, (long) i);
            }
        }
    }

    /** What is there must be the row as of everything delivered so far. */
    private void observe(FakeServer server, int done) {
        Map<String, Long> expected = new TreeMap<>();
        for (Change change : history.subList(0, done)) {
            if (change instanceof dev.lockstep.sink.change.Upsert upsert) {
                expected.put("" + upsert.row().value(0), (Long) upsert.row().value(1));
            } else if (change instanceof dev.lockstep.sink.change.Delete delete) {
                expected.remove("" + delete.row().value(0));
            } else {
                expected.clear();
            }
        }
        assertThat(values(server)).as("seed %d", seed).isEqualTo(expected);
        server.documents("t")
                .forEach(
                        (id, document) -> {
                            Long position = (Long) document.get("lockstep_position");
                            assertThat(position)
                                    .as("seed %d", seed)
                                    .isGreaterThanOrEqualTo(reached.getOrDefault(id, 0L));
                            reached.put(id, position);
                        });
    }

    private static Map<String, Long> values(FakeServer server) {
        Map<String, Long> values = new TreeMap<>();
        server.documents("t").forEach((id, document) -> values.put(id, (Long) document.get("v")));
        return values;
    }
}
