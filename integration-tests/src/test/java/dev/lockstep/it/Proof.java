package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.it.StoredOffsets.StoredOffset;
import dev.lockstep.it.WrittenTransaction.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Proves from what topics tell, in the order of arrival, and what the writers remember, that every
 * committed change is there, in its place, and nothing else.
 */
final class Proof {

    /** By topic, in the order of arrival. */
    private final Map<String, List<Told>> arrived = new TreeMap<>();

    private final TreeMap<Place, Told> changes = new TreeMap<>();
    private final List<Told> snapshotRows = new ArrayList<>();

    Proof(List<Told> all) {
        for (Told told : all) {
            arrived.computeIfAbsent(told.topic(), topic -> new ArrayList<>()).add(told);
            if (told.isChange()) {
                Told earlier = changes.putIfAbsent(told.place(), told);
                assertThat(earlier == null || earlier.change().equals(told.change()))
                        .as("%s and %s are at the same place", earlier, told)
                        .isTrue();
            } else {
                snapshotRows.add(told);
            }
        }
    }

    /** Changes, without repetitions. */
    int changeCount() {
        return changes.size();
    }

    /** Changes that came again. */
    int repetitions() {
        return arrived.values().stream().mapToInt(List::size).sum()
                - changes.size()
                - snapshotRows.size();
    }

    /** Each record comes after the one before in its partition, in arrival and in commit order. */
    void comesOnce() {
        for (List<Told> topic : arrived.values()) {
            for (int i = 1; i < topic.size(); i++) {
                Told told = topic.get(i);
                Told before = topic.get(i - 1);
                int order = told.place().compareTo(before.place());
                assertThat(order > 0 || (order == 0 && !told.isChange()))
                        .as("order of %s and %s", before, told)
                        .isTrue();
            }
        }
        checkSnapshotRows();
    }

    /** A partition goes back only to the first change behind an offset that was stored by then. */
    void repeatsOnlyFrom(StoredOffsets stored) {
        for (Map.Entry<String, List<Told>> topic : arrived.entrySet()) {
            List<Place> places =
                    changes.values().stream()
                            .filter(told -> told.topic().equals(topic.getKey()))
                            .map(Told::place)
                            .toList();
            Map<Place, Integer> numbers = new HashMap<>();
            places.forEach(place -> numbers.put(place, numbers.size()));
            int previous = -1;
            for (Told told : topic.getValue()) {
                if (told.isChange()) {
                    int number = numbers.get(told.place());
                    assertThat(
                                    number == previous + 1
                                            || (number <= previous
                                                    && isStart(told, number, places, stored)))
                            .as("%s after number %s of its topic", told, previous)
                            .isTrue();
                    previous = number;
                }
            }
        }
        checkSnapshotRows();
    }

    private static boolean isStart(
            Told told, int number, List<Place> places, StoredOffsets stored) {
        List<StoredOffset> before =
                stored.all().stream()
                        .filter(offset -> offset.timestamp() <= told.timestamp())
                        .toList();
        return before.isEmpty()
                ? number == 0
                : before.stream()
                        .anyMatch(
                                offset ->
                                        isBehind(offset, told.place())
                                                && (number == 0
                                                        || !isBehind(
                                                                offset, places.get(number - 1))));
    }

    private static boolean isBehind(StoredOffset offset, Place place) {
        return offset.isBefore(place.commitLsn(), place.ordinal());
    }

    /** A snapshot reads each row once, and stands in its partition where it belongs. */
    private void checkSnapshotRows() {
        Set<String> seen = new HashSet<>();
        for (Told row : snapshotRows) {
            assertThat(seen.add(row.place() + " " + row.change())).as("first %s", row).isTrue();
        }
        for (List<Told> topic : arrived.values()) {
            for (int i = 1; i < topic.size(); i++) {
                if (!topic.get(i).isChange()) {
                    assertThat(topic.get(i).place())
                            .isGreaterThanOrEqualTo(topic.get(i - 1).place());
                }
            }
        }
    }

    /** Each transaction is exactly what a writer has committed, complete and in its order. */
    void tellsWhatWasWritten(List<List<WrittenTransaction>> written) {
        Map<Long, WrittenTransaction> committed = new HashMap<>();
        for (List<WrittenTransaction> log : written) {
            committed(log).forEach(each -> committed.put(each.id(), each));
        }
        List<Long> order = new ArrayList<>();
        List<Told> transaction = new ArrayList<>();
        for (Told told : changes.values()) {
            transaction.add(told);
            assertThat(told.place().ordinal()).as("%s", told).isEqualTo(transaction.size());
            if (told.last()) {
                order.add(checkTransaction(transaction, committed));
                transaction.clear();
            }
        }
        assertThat(transaction).as("rest of a transaction").isEmpty();
        written.forEach(log -> checkSession(log, order));
    }

    private static List<WrittenTransaction> committed(List<WrittenTransaction> log) {
        return log.stream().filter(each -> each.outcome() == Outcome.COMMITTED).toList();
    }

    private static long checkTransaction(
            List<Told> transaction, Map<Long, WrittenTransaction> committed) {
        assertThat(transaction)
                .extracting(told -> told.place().commitLsn())
                .as("transaction of %s", transaction.get(0))
                .containsOnly(transaction.get(0).place().commitLsn());
        long id =
                transaction.stream()
                        .filter(told -> told.table().equals("ledger"))
                        .mapToLong(Told::key)
                        .sum();
        WrittenTransaction truth = committed.get(id);
        assertThat(truth).as("committed transaction %s in %s", id, transaction).isNotNull();
        assertThat(transaction.stream().map(Told::change).toList())
                .as("transaction %s", id)
                .isEqualTo(truth.changes());
        return id;
    }

    /** What a session has committed comes as changes, save what the snapshot has seen. */
    private void checkSession(List<WrittenTransaction> log, List<Long> order) {
        Set<Long> ids = new HashSet<>();
        log.forEach(transaction -> ids.add(transaction.id()));
        List<Long> truth = committed(log).stream().map(WrittenTransaction::id).toList();
        List<Long> told = order.stream().filter(ids::contains).toList();
        int before = truth.size() - told.size();
        assertThat(told).isEqualTo(truth.subList(before, truth.size()));
        Set<Long> read = new HashSet<>();
        snapshotRows.stream()
                .filter(row -> row.table().equals("ledger"))
                .forEach(row -> read.add(row.key()));
        assertThat(read).containsAll(truth.subList(0, before));
    }

    /** Applied one after the other, the events are the tables, and never a contradiction. */
    void foldsTo(Map<String, Map<Long, Fold.Row>> tables, long total) {
        List<Told> all = new ArrayList<>(snapshotRows);
        all.addAll(changes.values());
        all.sort(Comparator.comparing(Told::place));
        Place snapshotEnd =
                snapshotRows.stream()
                        .map(Told::place)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(() -> new AssertionError("no snapshot"));
        Fold fold = new Fold(snapshotEnd, total);
        all.forEach(fold::add);
        for (String table : Transfer.TABLES) {
            assertThat(fold.tables().get(table)).as(table).isEqualTo(tables.get(table));
        }
    }
}
