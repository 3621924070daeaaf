package dev.lockstep.source.postgres.adhoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.adhoc.ModelDatabase.Row;
import dev.lockstep.source.postgres.catalog.ServerSnapshot;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Truncate;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A topic that knows nothing of the rows of before, the stream of changes, and chunks put into it:
 * in the end the topic equals the table, however transactions, reads and watermarks fell together.
 */
class WindowPropertyTest {

    private static final int RUNS = 3_000;

    private SplittableRandom random;
    private ModelDatabase database;
    private RecentChanges recent;
    private boolean following;

    /** What a consumer has; the large value is null where it was never told. */
    private final TreeMap<Integer, Row> topic = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTopicEqualsTheTable(boolean full) {
        long seed = Long.getLong("lockstep.window.seed", System.nanoTime());
        for (int i = 0; i < RUNS; i++) {
            run(seed + i, full, Long.MAX_VALUE);
            assertThat(topic).as("-Dlockstep.window.seed=" + (seed + i)).isEqualTo(database.rows());
        }
    }

    @Test
    void theTopicEqualsTheTableWithoutRoomForChanges() {
        long seed = Long.getLong("lockstep.window.seed", System.nanoTime());
        for (int i = 0; i < RUNS; i++) {
            run(seed + i, i % 2 == 0, 60);
            assertThat(topic).as("-Dlockstep.window.seed=" + (seed + i)).isEqualTo(database.rows());
        }
    }

    private void run(long seed, boolean full, long maxBytes) {
        random = new SplittableRandom(seed);
        topic.clear();
        following = false;
        recent = new RecentChanges(maxBytes);
        database = new ModelDatabase(random, full, this::logged);
        meanwhile(50);
        following = true;
        while (!database.isSettled()) {
            database.step();
        }
        int from = 0;
        while (from < ModelDatabase.KEYS) {
            from = chunk(from);
        }
        meanwhile(20);
        database.finish();
    }

    private void meanwhile(int most) {
        for (int i = random.nextInt(most); i > 0; i--) {
            database.step();
        }
    }

    /** Reads a chunk; returns where the next one starts. */
    private int chunk(int from) {
        meanwhile(20);
        while (!database.isReadable()) {
            database.step();
        }
        ServerSnapshot snapshot = database.snapshot();
        int limit = 1 + random.nextInt(10);
        List<Tuple> read = database.read(from, limit);
        meanwhile(20);
        Relation relation = database.relation();
        Window window = new Window(read, List.of(0));
        if (!recent.supersede(window, relation, snapshot)) {
            return from;
        }
        for (int i = 0; i < window.size(); i++) {
            Tuple row = window.row(i);
            if (row != null) {
                topic.put(key(row), new Row(number(row), text(row, 2)));
            }
        }
        return read.size() < limit ? ModelDatabase.KEYS : key(read.get(limit - 1)) + 1;
    }

    /** The stream brings a change. */
    private void logged(Change change) {
        if (following) {
            recent.add(change, Map.of(ModelDatabase.OID, database.relation()));
        }
        if (change.message() instanceof Insert insert) {
            put(insert.after(), insert.after());
        } else if (change.message() instanceof Update update) {
            Tuple old = update.old() != null ? update.old() : update.key();
            Row before = topic.get(key(old != null ? old : update.after()));
            if (old != null) {
                topic.remove(key(old));
            }
            if (update.old() != null) {
                put(update.after(), update.old());
            } else if (update.after().kind(2) == Kind.UNCHANGED) {
                topic.put(
                        key(update.after()),
                        new Row(number(update.after()), before == null ? null : before.large()));
            } else {
                put(update.after(), update.after());
            }
        } else if (change.message() instanceof Delete delete) {
            topic.remove(key(delete.old() != null ? delete.old() : delete.key()));
        } else if (change.message() instanceof Truncate) {
            topic.clear();
        }
    }

    private void put(Tuple row, Tuple full) {
        Tuple holder = row.kind(2) == Kind.UNCHANGED ? full : row;
        topic.put(key(row), new Row(number(row), text(holder, 2)));
    }

    private static int key(Tuple row) {
        return Integer.parseInt(text(row, 0));
    }

    private static int number(Tuple row) {
        return Integer.parseInt(text(row, 1));
    }

    private static String text(Tuple row, int column) {
        return new String(
                row.buffer(), row.offset(column), row.length(column), StandardCharsets.UTF_8);
    }
}
