package dev.lockstep.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.metrics.WorkerMetrics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeSinkTest {

    private static final TopicPartition P0 = Connect.partition(0);
    private static final TopicPartition P1 = Connect.partition(1);

    private final Connect connect = new Connect();
    private final MemoryTarget.Store store = new MemoryTarget.Store();
    private MemoryTarget target = new MemoryTarget(store, true);
    private ChangeSink sink;

    private void start(String... options) {
        sink = sink(target, options);
        connect.open(sink, P0);
    }

    private ChangeSink sink(MemoryTarget of, String... options) {
        SinkMetrics metrics = new SinkMetrics();
        WorkerMetrics.register(metrics, connect);
        return new ChangeSink(
                "test-0",
                connect,
                Records.decoder(),
                of,
                new ApplyOptions(Records.config(options)),
                metrics);
    }

    @AfterEach
    void stop() {
        if (sink != null) {
            target.gate.countDown();
            sink.stop();
            assertThat(target.closed).isTrue();
        }
    }

    private void produce(int from, int to) {
        for (int i = from; i < to; i++) {
            connect.add(Records.upsert(0, i, i, "v" + i));
        }
    }

    private void pollUntilDurable(long offset) throws Exception {
        connect.pollUntil(
                sink,
                () -> {
                    connect.commit(sink);
                    return connect.committed.getOrDefault(P0, -1L) >= offset;
                });
    }

    private static TargetException.Transient transientFailure() {
        return new TargetException.Transient("The target is away.", null);
    }

    @Test
    void appliesWhatItIsGivenAndTellsOnlyWhatIsDurable() throws Exception {
        target.gate = new CountDownLatch(1);
        produce(0, 5);
        start();
        connect.poll(sink);
        assertThat(target.busy.await(20, TimeUnit.SECONDS)).isTrue();
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
        target.gate.countDown();
        pollUntilDurable(5);
        assertThat(store.rows).hasSize(5).containsEntry(4L, "v4");
    }

    @Test
    void pausesWhileTheTargetIsBehindAndGoesOn() throws Exception {
        target.gate = new CountDownLatch(1);
        produce(0, 100);
        start(ApplyOptions.BATCH_SIZE, "10");
        connect.pollUntil(sink, () -> connect.paused.contains(P0));
        long read = connect.positions.get(P0);
        assertThat(read).isBetween(20L, 40L);
        connect.poll(sink);
        assertThat(connect.positions).containsEntry(P0, read);
        target.gate.countDown();
        pollUntilDurable(100);
        assertThat(connect.paused).isEmpty();
        assertThat(target.batches).allMatch(batch -> batch.changes().size() <= 10);
    }

    @Test
    void triesAgainForAsLongAsItTakes() throws Exception {
        for (int i = 0; i < 50; i++) {
            target.failures.add(transientFailure());
        }
        produce(0, 30);
        start();
        pollUntilDurable(30);
        assertThat(target.failures).isEmpty();
        assertThat(store.applied).hasSize(30);
    }

    @Test
    void failsAfterAsManyRetriesAsItIsAllowed() {
        for (int i = 0; i < 5; i++) {
            target.failures.add(transientFailure());
        }
        produce(0, 3);
        start(ApplyOptions.MAX_RETRIES, "2");
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("last of 3 attempts");
        assertThat(target.failures).hasSize(2);
    }

    @Test
    void stopsWhenAnotherTaskHasTakenOver() throws Exception {
        produce(0, 3);
        start();
        pollUntilDurable(3);
        MemoryTarget other = new MemoryTarget(store, true);
        synchronized (store) {
            store.owner = other;
        }
        produce(3, 6);
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Another task")
                .hasCauseInstanceOf(TargetException.Fenced.class);
        assertThat(store.rows).hasSize(3);
        connect.close(sink);
        assertThat(connect.committed).containsEntry(P0, 3L);
    }

    @Test
    void readsOnWhereTheTargetIs() throws Exception {
        produce(0, 10);
        start();
        pollUntilDurable(10);
        connect.closeWithoutCommit(sink);
        sink.stop();
        connect.committed.put(P0, 2L);
        produce(10, 12);
        target = new MemoryTarget(store, true);
        start();
        assertThat(connect.positions).containsEntry(P0, 10L);
        pollUntilDurable(12);
        assertThat(store.applied).hasSize(12);
    }

    @Test
    void readsOnWhereTheGroupIsIfTheTargetKeepsNoPlace() throws Exception {
        target = new MemoryTarget(store, false);
        connect.committed.put(P0, 4L);
        produce(0, 10);
        start();
        pollUntilDurable(10);
        assertThat(store.rows.keySet()).first().isEqualTo(4L);
        assertThat(target.batches.get(0).offsets().get(P0).from()).isEqualTo(4);
    }

    @Test
    void waitsForATargetThatIsDownAtTheStart() throws Exception {
        MemoryTarget away =
                new MemoryTarget(store, false) {
                    private int left = 30;

                    @Override
                    public Map<TopicPartition, Standing> claim(
                            Collection<TopicPartition> partitions) {
                        if (left-- > 0) {
                            throw transientFailure();
                        }
                        return super.claim(partitions);
                    }
                };
        target = away;
        produce(0, 10);
        start();
        pollUntilDurable(10);
        assertThat(store.applied).hasSize(10);
    }

    @Test
    void saysAtOnceWhenTheTargetCannotBeUsed() {
        target =
                new MemoryTarget(store, true) {
                    @Override
                    public Map<TopicPartition, Standing> claim(
                            Collection<TopicPartition> partitions) {
                        super.claim(partitions);
                        throw new TargetException.Fatal("The password is wrong.", null);
                    }
                };
        sink = sink(target);
        assertThatThrownBy(() -> connect.open(sink, P0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("The password is wrong.");
    }

    @Test
    void noticesATopicThatWasMadeAnew() {
        store.offsets.put(P0, 50L);
        produce(0, 5);
        sink = sink(target);
        connect.open(sink, P0);
        assertThat(connect.positions).containsEntry(P0, 50L);
        connect.positions.put(P0, 0L);
        assertThatThrownBy(() -> connect.poll(sink))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("topic log, partition 0")
                .hasMessageContaining("offset 0 ")
                .hasMessageContaining("offset 50")
                .hasMessageContaining("PATCH /connectors/<name>/offsets");
    }

    @Test
    void noticesATopicThatIsMadeAnewWhileItReads() throws Exception {
        produce(0, 10);
        start();
        pollUntilDurable(10);
        connect.positions.put(P0, 0L);
        assertThatThrownBy(() -> connect.poll(sink)).hasMessageContaining("made anew");
    }

    @Test
    void dropsRepeats() throws Exception {
        produce(0, 10);
        start();
        connect.poll(sink);
        connect.positions.put(P0, 3L);
        connect.poll(sink);
        pollUntilDurable(10);
        assertThat(store.applied).hasSize(10);
    }

    @Test
    void singlesOutBadRecords() throws Exception {
        Set<Long> bad = Set.of(3L, 4L, 17L, 29L);
        target.refuses =
                change -> change instanceof RowChange row && bad.contains(MemoryTarget.id(row));
        produce(0, 30);
        start(ApplyOptions.ERRORS, "report");
        pollUntilDurable(30);
        assertThat(store.rows.keySet()).hasSize(26).doesNotContainAnyElementsOf(bad);
        assertThat(connect.reported)
                .extracting(Origin::offset)
                .containsExactlyInAnyOrderElementsOf(bad);
        assertThat(store.applied).hasSize(26);
    }

    @Test
    void failsBeforeTheFirstBadRecord() throws Exception {
        target.refuses = change -> change instanceof RowChange row && MemoryTarget.id(row) == 20;
        produce(0, 30);
        start();
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset 20")
                .hasMessageContaining("does not fit");
        assertThat(store.rows.keySet()).hasSize(20);
        connect.close(sink);
        assertThat(connect.committed).containsEntry(P0, 20L);
    }

    @Test
    void reportsChangesThatTheTargetRefusesOneByOneWithoutGivingTheOthersAgain() throws Exception {
        Set<Long> bad = Set.of(0L, 4L, 17L, 29L);
        refuseAlone(bad);
        produce(0, 30);
        start(ApplyOptions.ERRORS, "report");
        pollUntilDurable(30);
        assertThat(connect.reported)
                .extracting(Origin::offset)
                .containsExactly(bad.stream().sorted().toArray(Long[]::new));
        assertThat(store.applied).hasSize(26);
        assertThat(store.rows.keySet()).hasSize(26).doesNotContainAnyElementsOf(bad);
    }

    @Test
    void passesOverWhatTheTargetRefusesAloneOnlyOnceItsReportIsStored() throws Exception {
        connect.reports = new CompletableFuture<>();
        refuseAlone(Set.of(1L));
        produce(0, 3);
        start(ApplyOptions.ERRORS, "report");
        connect.pollUntil(sink, () -> !connect.reported.isEmpty());
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
        connect.reports.complete(null);
        pollUntilDurable(3);
    }

    @Test
    void failsAtAChangeThatTheTargetRefusesAloneAndCommitsNothingOfItsBatch() {
        refuseAlone(Set.of(1L));
        produce(0, 3);
        start();
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset 1")
                .hasMessageContaining("does not fit");
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
    }

    private void refuseAlone(Set<Long> ids) {
        target.refusesAlone =
                change -> change instanceof RowChange row && ids.contains(MemoryTarget.id(row));
    }

    @Test
    void failsBeforeARecordThatIsNoChange() {
        produce(0, 9);
        connect.add(Records.record(0, 9, Map.of("id", 9L), "secret"));
        produce(10, 20);
        start();
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .hasMessageContaining("offset 9")
                .hasMessageNotContaining("secret");
        assertThat(store.rows.keySet()).hasSize(9);
    }

    @Test
    void passesOverAnUnreadableRecordOnlyOnceItsReportIsStored() throws Exception {
        connect.reports = new CompletableFuture<>();
        connect.add(Records.record(0, 0, Map.of("id", 9L), "secret"));
        produce(1, 5);
        start(ApplyOptions.ERRORS, "report");
        connect.poll(sink);
        connect.poll(sink);
        assertThat(connect.reported).hasSize(1);
        assertThat(target.appliedCount()).isZero();
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
        connect.reports.complete(null);
        pollUntilDurable(5);
        assertThat(store.rows).hasSize(4);
    }

    @Test
    void skipsBadRecordsIfToldTo() throws Exception {
        target.refuses = change -> change instanceof RowChange row && MemoryTarget.id(row) == 2;
        produce(0, 5);
        start(ApplyOptions.ERRORS, "skip");
        pollUntilDurable(5);
        assertThat(store.rows).hasSize(4);
        assertThat(connect.reported).isEmpty();
    }

    @Test
    void refusesToReportToNowhere() {
        connect.hasReporter = false;
        assertThatThrownBy(() -> sink(target, ApplyOptions.ERRORS, "report"))
                .hasMessageContaining("errors.deadletterqueue.topic.name");
    }

    @Test
    void cutsACallOffWhenItIsStopped() throws Exception {
        target.gate = new CountDownLatch(1);
        produce(0, 5);
        start();
        connect.poll(sink);
        assertThat(target.busy.await(20, TimeUnit.SECONDS)).isTrue();
        sink.stop();
        assertThat(target.closed).isTrue();
        assertThat(store.applied).isEmpty();
    }

    @Test
    void handsOverWholeEvenWhenInterrupted() throws Exception {
        target.gate = new CountDownLatch(1);
        produce(0, 14);
        start(ApplyOptions.BATCH_SIZE, "1");
        Thread.currentThread().interrupt();
        connect.poll(sink);
        assertThat(Thread.interrupted()).isTrue();
        target.gate.countDown();
        pollUntilDurable(14);
        assertThat(store.applied).hasSize(14);
    }

    @Test
    void readsAgainWhatWasDroppedWithAPartition() throws Exception {
        produce(0, 40);
        for (int i = 0; i < 20; i++) {
            connect.add(Records.upsert(1, i, 100 + i, "w"));
        }
        sink = sink(target, ApplyOptions.BATCH_SIZE, "4");
        connect.open(sink, P0, P1);
        connect.poll(sink);
        connect.poll(sink);
        connect.closeWithoutCommit(sink);
        connect.open(sink, P0, P1);
        pollUntilDurable(40);
        connect.pollUntil(
                sink,
                () -> {
                    connect.commit(sink);
                    return connect.committed.getOrDefault(P1, 0L) == 20;
                });
        assertThat(store.applied).hasSize(60);
        assertThat(store.rows).hasSize(60);
    }

    @Test
    void refusesSeveralPartitionsWhereTransactionsCount() {
        sink = sink(target, ApplyOptions.MODE, "transaction");
        assertThatThrownBy(() -> sink.open(List.of(P0, P1)))
                .hasMessageContaining("topic.mode=log")
                .hasMessageContaining("tasks.max=1");
    }

    /** Everything that can happen, again and again: nothing is lost, and nothing applied twice. */
    @Test
    void appliesEverythingOnceWhateverHappens() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1_500;
        produce(0, count);
        String[] options = {ApplyOptions.BATCH_SIZE, "23", ApplyOptions.ERRORS, "report"};
        start(options);
        target.refuses = ChangeSinkTest::isUnlucky;
        while (connect.committed.getOrDefault(P0, 0L) < count) {
            switch (random.nextInt(12)) {
                case 0 -> target.failures.add(transientFailure());
                case 1 -> connect.commit(sink);
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        restart(random, options);
                    }
                }
                default -> connect.poll(sink);
            }
        }
        assertThat(store.applied.stream().map(c -> Origin.offset(c.record())).toList())
                .as("seed " + seed)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(store.rows).hasSize(count - count / 500);
        assertThat(store.offsets).containsEntry(P0, (long) count);
    }

    private static boolean isUnlucky(Change change) {
        return change instanceof RowChange row && MemoryTarget.id(row) % 500 == 250;
    }

    private void restart(SplittableRandom random, String... options) {
        if (random.nextBoolean()) {
            connect.close(sink);
        } else {
            connect.closeWithoutCommit(sink);
        }
        sink.stop();
        target = new MemoryTarget(store, true);
        target.refuses = ChangeSinkTest::isUnlucky;
        start(options);
    }
}
