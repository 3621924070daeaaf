package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.it.Events.Event;
import dev.lockstep.it.StoredOffsets.StoredOffset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Kills the worker again and again under load. Repeat a run with {@code -Dlockstep.kill.seed}; more
 * kills with {@code -Dlockstep.kill.count}.
 */
@ExtendWith(Stack.Shared.class)
class KillIT {

    private static final int KILLS = Integer.getInteger("lockstep.kill.count", 10);
    private static final int MOST_CHANGES_BEFORE_A_KILL = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Map<String, List<Event>> topics = new TreeMap<>();
    private final Map<String, TreeSet<Place>> places = new TreeMap<>();
    private final List<Long> kills = new ArrayList<>();

    @Test
    void losesNothingAndRepeatsOnlyWhatWasNotStored(Stack stack) throws Exception {
        long seed = Long.getLong("lockstep.kill.seed", System.nanoTime());
        System.out.println("KillIT: -Dlockstep.kill.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        String database = stack.capture(Workload.DDL).name;
        try (ConnectWorker worker = Stack.quickWorker(stack.kafka).start();
                Capture capture = new Capture(stack, worker, database);
                Events events = capture.events(Workload.TABLES);
                Workload load = new Workload(stack.postgres, database)) {
            capture.start(
                    "table.exclude.list", "public\\.history", "heartbeat.interval.ms", "1000");
            load.start(3, random);
            for (int i = 0; i < KILLS; i++) {
                killSomewhere(worker, events, load, random);
                worker.start();
            }
            load.end();
            int expected = Integer.parseInt(capture.query("SELECT count(*) FROM history"));
            takeUntil(events, expected);
            worker.stop();
            events.rest().forEach(this::take);

            StoredOffsets stored =
                    StoredOffsets.read(stack.kafka.bootstrapServers(), worker, database);
            report(expected, stored);
            checkNothingIsLost(capture);
            checkTombstones();
            checkRepetitions(stored);
            worker.start();
        }
    }

    /** What a snapshot has told counts, though no offset says so yet. */
    @Test
    void tellsOfADeleteBeforeTheFirstOffsetWasStored(Stack stack) throws Exception {
        String database =
                stack.capture(
                                "CREATE TABLE item (id int PRIMARY KEY)",
                                "INSERT INTO item VALUES (1), (2), (3)")
                        .name;
        try (ConnectWorker worker =
                        Stack.quickWorker(stack.kafka)
                                .offsetFlushInterval(Duration.ofHours(1))
                                .start();
                Capture capture = new Capture(stack, worker, database);
                Events events = capture.events("public.item")) {
            capture.start("snapshot.mode", "initial");
            assertThat(events.next(3)).extracting(Event::op).containsOnly("r");
            worker.kill();
            capture.execute("DELETE FROM item WHERE id = 2");
            worker.start();
            capture.execute("INSERT INTO item VALUES (4)");
            List<Event> told = new ArrayList<>();
            do {
                told.addAll(events.next(1));
            } while (told.get(told.size() - 1).key().path("id").asInt() != 4);
            assertThat(told)
                    .filteredOn(event -> event.op().equals("d"))
                    .extracting(event -> event.key().path("id").asInt())
                    .containsExactly(2);
        }
    }

    /** Kills after a random number of new events, while others are on their way. */
    private void killSomewhere(
            ConnectWorker worker, Events events, Workload load, SplittableRandom random) {
        int changes = random.nextInt(1, MOST_CHANGES_BEFORE_A_KILL);
        load.allow(Math.max(0, changes + 2_000 - load.allowed()));
        int goal = count() + changes;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count() < goal) {
            assertThat(System.nanoTime()).as("time to read " + changes).isLessThan(deadline);
            if (load.allowed() < 500) {
                load.allow(1_000);
            }
            events.poll().forEach(this::take);
        }
        worker.kill();
        kills.add(System.currentTimeMillis());
        // What is written while nobody reads.
        load.allow(500);
    }

    private void takeUntil(Events events, int expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count() < expected && System.nanoTime() < deadline) {
            events.poll().forEach(this::take);
        }
    }

    private void take(Event event) {
        topics.computeIfAbsent(event.topic(), topic -> new ArrayList<>()).add(event);
        if (!event.value().isNull()) {
            places.computeIfAbsent(event.topic(), topic -> new TreeSet<>()).add(Place.of(event));
        }
    }

    /** The different events so far. */
    private int count() {
        return places.values().stream().mapToInt(TreeSet::size).sum();
    }

    /** How many kills were before the record. */
    private int life(Event event) {
        return (int) kills.stream().filter(kill -> event.timestamp() > kill).count();
    }

    private void report(int expected, StoredOffsets stored) {
        int records = topics.values().stream().mapToInt(List::size).sum();
        long events =
                topics.values().stream()
                        .flatMap(List::stream)
                        .filter(event -> !event.value().isNull())
                        .count();
        System.out.println(
                "KillIT: "
                        + expected
                        + " changes, "
                        + events
                        + " events in "
                        + records
                        + " records, "
                        + (events - count())
                        + " repeated after "
                        + kills.size()
                        + " kills, "
                        + kills.stream()
                                .flatMap(kill -> stored.latestUntil(kill).stream())
                                .filter(offset -> offset.endLsn() == 0)
                                .count()
                        + " times from inside of a transaction");
    }

    private void checkNothingIsLost(Capture capture) throws SQLException {
        for (String table : Workload.TABLES) {
            String topic = capture.name + "." + table;
            Map<Integer, List<String>> truth =
                    truth(capture, table, topic.endsWith("full_identity"));
            assertThat(told(topic)).as("history of " + table).isEqualTo(truth);
        }
    }

    /** By key, what the trigger saw: operation and, where the event can know it, version. */
    static Map<Integer, List<String>> truth(Capture capture, String table, boolean full)
            throws SQLException {
        Map<Integer, List<String>> truth = new TreeMap<>();
        try (Connection connection = capture.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT id, op, version FROM history WHERE 'public.' || tbl = '"
                                        + table
                                        + "' ORDER BY seq")) {
            while (row.next()) {
                String op = row.getString(2);
                String version = op.equals("d") && !full ? "" : row.getString(3);
                truth.computeIfAbsent(row.getInt(1), key -> new ArrayList<>()).add(op + version);
            }
        }
        return truth;
    }

    /** By key, what the topic says in the order of its places, repetitions left out. */
    private Map<Integer, List<String>> told(String topic) {
        Map<Integer, List<String>> told = new TreeMap<>();
        TreeMap<Place, Event> events = new TreeMap<>();
        topics.get(topic).stream()
                .filter(event -> !event.value().isNull())
                .forEach(event -> events.put(Place.of(event), event));
        for (Event event : events.values()) {
            told.computeIfAbsent(event.key().path("id").asInt(), key -> new ArrayList<>())
                    .add(told(event, topic.endsWith("full_identity")));
        }
        return told;
    }

    /** Operation and, where the event can know it, version. */
    static String told(Event event, boolean full) {
        boolean delete = event.op().equals("d");
        String version = (delete ? event.before() : event.after()).path("version").asText("");
        return event.op() + (!delete || full ? version : "");
    }

    /** A tombstone follows each delete, and nothing else, unless the worker died between. */
    private void checkTombstones() {
        for (List<Event> records : topics.values()) {
            for (int i = 0; i < records.size(); i++) {
                Event record = records.get(i);
                if (record.op().equals("d") && i + 1 < records.size()) {
                    Event next = records.get(i + 1);
                    assertThat(next.value().isNull() || life(next) > life(record)).isTrue();
                } else if (record.value().isNull()) {
                    assertThat(records.get(i - 1).op()).isEqualTo("d");
                    assertThat(records.get(i - 1).key()).isEqualTo(record.key());
                }
            }
        }
    }

    private void checkRepetitions(StoredOffsets stored) {
        for (Map.Entry<String, List<Event>> topic : topics.entrySet()) {
            Map<Integer, Place> latest = new HashMap<>();
            for (Event event : topic.getValue()) {
                if (event.value().isNull()) {
                    continue;
                }
                int life = life(event);
                Place place = Place.of(event);
                Place previous = latest.put(life, place);
                if (previous != null) {
                    assertThat(place).as("order within life " + life).isGreaterThan(previous);
                } else if (life > 0) {
                    StoredOffset offset = stored.latestUntil(kills.get(life - 1)).orElse(null);
                    assertThat(place)
                            .as("first of %s in life %s after %s", topic.getKey(), life, offset)
                            .isEqualTo(firstAfter(topic.getKey(), offset));
                }
            }
        }
    }

    /** With nothing stored the slot decides, which has not moved since it was made. */
    private Place firstAfter(String topic, StoredOffset offset) {
        return places.get(topic).stream()
                .filter(
                        place ->
                                offset == null
                                        || offset.isBefore(place.commitLsn(), place.ordinal()))
                .findFirst()
                .orElse(null);
    }
}
