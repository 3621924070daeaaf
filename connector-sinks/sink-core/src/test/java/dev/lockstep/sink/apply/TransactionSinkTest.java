package dev.lockstep.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionSinkTest {

    private static final TopicPartition P0 = Connect.partition(0);

    private final Connect connect = new Connect();
    private final MemoryTarget.Store store = new MemoryTarget.Store();
    private MemoryTarget target = new MemoryTarget(store, true);
    private ChangeSink sink;
    private long next;

    private void start(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(ApplyOptions.MODE, "transaction"));
        sink =
                new ChangeSink(
                        "test-0",
                        connect,
                        Records.decoder(),
                        target,
                        new ApplyOptions(Records.config(all.toArray(String[]::new))),
                        new SinkMetrics());
        connect.open(sink, P0);
    }

    @AfterEach
    void stop() {
        if (sink != null) {
            sink.stop();
        }
    }

    /** A transaction of so many changes. */
    private void transaction(long commitLsn, int changes, boolean marked) {
        for (int i = 0; i < changes; i++) {
            boolean last = marked && i == changes - 1;
            connect.add(Records.upsert(0, next, next, "v" + next, commitLsn, last));
            next++;
        }
    }

    private void pollUntilDurable(long offset) throws Exception {
        connect.pollUntilDurable(sink, P0, offset);
    }

    /** That no transaction was cut, as a reader between commits would see it. */
    private void assertWholeTransactions() {
        long open = -1;
        boolean complete = true;
        for (Batch batch : target.batches) {
            Change first = batch.changes().get(0);
            if (complete) {
                assertThat(first.place().commitLsn()).isNotEqualTo(open);
            }
            complete = batch.endsTransaction();
            open = batch.changes().get(batch.changes().size() - 1).place().commitLsn();
        }
    }

    @Test
    void endsBatchesWhereTransactionsEnd() throws Exception {
        for (int i = 0; i < 60; i++) {
            transaction(1_000 + i, 1 + i % 11, i % 3 != 0);
        }
        transaction(2_000, 1, true);
        start(ApplyOptions.BATCH_SIZE, "20");
        pollUntilDurable(next);
        assertWholeTransactions();
        assertThat(target.batches)
                .allMatch(Batch::endsTransaction)
                .allMatch(batch -> batch.changes().size() <= 20)
                .hasSizeLessThan(60);
    }

    @Test
    void waitsForTheEndOfATransaction() throws Exception {
        transaction(1, 3, true);
        transaction(2, 3, false);
        start();
        pollUntilDurable(3);
        connect.poll(sink);
        connect.poll(sink);
        connect.commit(sink);
        assertThat(connect.committed).containsEntry(P0, 3L);
        transaction(3, 1, true);
        pollUntilDurable(7);
        assertThat(store.rows).hasSize(7);
    }

    @Test
    void appliesALargeTransactionInPartsOfOne() throws Exception {
        transaction(1, 2, true);
        transaction(2, 95, true);
        transaction(3, 2, true);
        start(ApplyOptions.BATCH_SIZE, "10");
        pollUntilDurable(next);
        assertWholeTransactions();
        assertThat(target.batches).anyMatch(batch -> !batch.endsTransaction());
        assertThat(store.applied).hasSize(99);
    }

    @Test
    void readsALargeTransactionAgainWhenItsPartsAreLost() throws Exception {
        transaction(1, 2, true);
        transaction(2, 95, true);
        start(ApplyOptions.BATCH_SIZE, "10");
        pollUntilDurable(2);
        for (int i = 0; i < 3; i++) {
            target.failures.add(new TargetException.Transient("away", null));
        }
        pollUntilDurable(next);
        assertThat(target.failures).isEmpty();
        assertThat(store.applied.stream().map(c -> Origin.offset(c.record())).toList())
                .doesNotHaveDuplicates()
                .hasSize(97);
    }

    @Test
    void leavesABadRecordOutOfItsTransaction() throws Exception {
        for (int i = 0; i < 6; i++) {
            transaction(100 + i, 5, true);
        }
        target.refuses =
                change ->
                        change instanceof RowChange row
                                && (MemoryTarget.id(row) == 12
                                        || MemoryTarget.id(row) == 14
                                        || MemoryTarget.id(row) == 29);
        start(ApplyOptions.ERRORS, "report");
        pollUntilDurable(next);
        assertThat(connect.reported).extracting(Origin::offset).containsExactly(12L, 14L, 29L);
        assertThat(store.applied).hasSize(27);
        assertWholeTransactions();
    }

    @Test
    void saysWhenNoSingleRecordIsToBlame() {
        transaction(1, 4, true);
        target.refusesAtTheEnd = batch -> true;
        start(ApplyOptions.ERRORS, "report");
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .hasMessageContaining("only when it is complete")
                .hasMessageContaining("offset 0");
        assertThat(connect.reported).isEmpty();
        assertThat(store.applied).isEmpty();
    }

    @Test
    void leavesBadRecordsOutOfALargeTransaction() throws Exception {
        transaction(1, 2, true);
        transaction(2, 95, true);
        transaction(3, 2, true);
        List<Long> bad = List.of(2L, 44L, 47L, 96L);
        target.refuses =
                change -> change instanceof RowChange row && bad.contains(MemoryTarget.id(row));
        start(ApplyOptions.ERRORS, "report", ApplyOptions.BATCH_SIZE, "10");
        pollUntilDurable(next);
        assertThat(connect.reported).extracting(Origin::offset).containsExactlyElementsOf(bad);
        assertThat(store.applied.stream().map(c -> Origin.offset(c.record())).toList())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(bad)
                .hasSize(95);
        assertWholeTransactions();
    }

    /** What comes at once the first time comes apart when it is read again. */
    @Test
    void blamesNoLargeTransactionForABadRecordBehindIt() throws Exception {
        transaction(1, 1, true);
        transaction(2, 2 * Connect.MAX_POLL, true);
        transaction(3, 3, true);
        target.refuses = change -> change instanceof RowChange row && MemoryTarget.id(row) == 16;
        start(ApplyOptions.ERRORS, "report", ApplyOptions.BATCH_SIZE, "10");
        pollUntilDurable(next);
        assertThat(connect.reported).extracting(Origin::offset).containsExactly(16L);
        assertThat(store.applied).hasSize(17);
        assertThat(target.batches)
                .filteredOn(Batch::endsTransaction)
                .extracting(batch -> batch.changes().get(batch.changes().size() - 1))
                .extracting(change -> Origin.offset(change.record()))
                .contains(14L);
        assertWholeTransactions();
    }

    @Test
    void stopsAtABadRecordOfALargeTransaction() {
        transaction(1, 50, true);
        target.refuses = change -> change instanceof RowChange row && MemoryTarget.id(row) == 44;
        start(ApplyOptions.BATCH_SIZE, "10");
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .hasMessageContaining("offset 44")
                .hasMessageContaining("does not fit");
        assertThat(store.applied).isEmpty();
    }

    @Test
    void saysWhenNoSingleRecordOfALargeTransactionIsToBlame() {
        transaction(1, 50, true);
        target.refusesAtTheEnd = batch -> true;
        start(ApplyOptions.ERRORS, "report", ApplyOptions.BATCH_SIZE, "10");
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .hasMessageContaining("only when it is complete")
                .hasMessageContaining("offset 49");
        assertThat(connect.reported).isEmpty();
        assertThat(store.applied).isEmpty();
    }

    /** As no target should: parts are refused whose records it takes one by one. */
    @Test
    void endsASearchThatFindsNothing() throws Exception {
        transaction(1, 95, true);
        target.refusesTogether = batch -> batch.changes().size() > 5;
        start(ApplyOptions.ERRORS, "report", ApplyOptions.BATCH_SIZE, "10");
        pollUntilDurable(next);
        assertThat(connect.reported).isEmpty();
        assertThat(store.applied).hasSize(95);
        assertWholeTransactions();
    }

    @Test
    void goesOnSearchingWhenTheTargetGoesAway() throws Exception {
        transaction(1, 95, true);
        target.refuses =
                change -> {
                    boolean bad = change instanceof RowChange row && MemoryTarget.id(row) == 44;
                    if (bad && target.failures.isEmpty()) {
                        target.failures.add(new TargetException.Transient("away", null));
                    }
                    return bad;
                };
        start(ApplyOptions.ERRORS, "report", ApplyOptions.BATCH_SIZE, "10");
        pollUntilDurable(next);
        assertThat(connect.reported).extracting(Origin::offset).containsExactly(44L);
        assertThat(store.applied).hasSize(94);
        assertWholeTransactions();
    }

    @Test
    void countsRecordsWithoutAPlaceToTheTransactionAroundThem() throws Exception {
        transaction(1, 2, false);
        connect.add(Records.record(0, next++, Map.of("id", 900L), null));
        transaction(1, 1, true);
        connect.add(Records.upsert(0, next, next, "own"));
        next++;
        start();
        pollUntilDurable(next);
        assertThat(target.batches.get(0).changes()).hasSizeGreaterThanOrEqualTo(4);
    }

    /** Whatever happens, every transaction is applied once and never in part. */
    @Test
    void appliesWholeTransactionsWhateverHappens() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 250; i++) {
            transaction(i + 1, random.nextInt(20) == 0 ? 60 : random.nextInt(1, 9), i % 2 == 0);
        }
        transaction(1_000, 1, true);
        start(ApplyOptions.BATCH_SIZE, "25");
        while (connect.committed.getOrDefault(P0, 0L) < next) {
            switch (random.nextInt(10)) {
                case 0 -> target.failures.add(new TargetException.Transient("away", null));
                case 1 -> connect.commit(sink);
                case 2 -> {
                    if (random.nextInt(6) == 0) {
                        connect.closeWithoutCommit(sink);
                        sink.stop();
                        assertWholeTransactions();
                        target = new MemoryTarget(store, true);
                        start(ApplyOptions.BATCH_SIZE, "25");
                    }
                }
                default -> connect.poll(sink);
            }
        }
        assertWholeTransactions();
        assertThat(store.applied.stream().map(c -> Origin.offset(c.record())).toList())
                .as("seed " + seed)
                .doesNotHaveDuplicates()
                .hasSize((int) next);
    }
}
