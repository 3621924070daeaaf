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
import java.util.SplittableRandom;
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

    private void pollUntilDurable(long offset) throws Exception {
        connect.pollUntilDurable(sink, P0, offset);
    }

    private static TargetException.Transient transientFailure() {
        return new TargetException.Transient("The target is away.", null);
    }

    @Test
    void appliesWhatItIsGivenAndTellsOnlyWhatIsDurable() throws Exception {
        target.gate = new CountDownLatch(1);
        connect.add(0, 5);
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
        connect.add(0, 100);
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
        connect.add(0, 30);
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
        connect.add(0, 3);
        start(ApplyOptions.MAX_RETRIES, "2");
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("last of 3 attempts");
        assertThat(target.failures).hasSize(2);
    }

    @Test
    void stopsWhenAnotherTaskHasTakenOver() throws Exception {
        connect.add(0, 3);
        start();
        pollUntilDurable(3);
        MemoryTarget other = new MemoryTarget(store, true);
        synchronized (store) {
            store.owner = other;
        }
        connect.add(3, 6);
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
        connect.add(0, 10);
        start();
        pollUntilDurable(10);
        connect.closeWithoutCommit(sink);
        sink.stop();
        connect.committed.put(P0, 2L);
        connect.add(10, 12);
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
        connect.add(0, 10);
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
        connect.add(0, 10);
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
        connect.add(0, 5);
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
        connect.add(0, 10);
        start();
        pollUntilDurable(10);
        connect.positions.put(P0, 0L);
        assertThatThrownBy(() -> connect.poll(sink)).hasMessageContaining("made anew");
    }

    @Test
    void dropsRepeats() throws Exception {
        connect.add(0, 10);
        start();
        connect.poll(sink);
        connect.positions.put(P0, 3L);
        connect.poll(sink);
        pollUntilDurable(10);
        assertThat(store.applied).hasSize(10);
    }

    @Test
    void cutsACallOffWhenItIsStopped() throws Exception {
        target.gate = new CountDownLatch(1);
        connect.add(0, 5);
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
        connect.add(0, 14);
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
        connect.add(0, 40);
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
        connect.pollUntilDurable(sink, P1, 20);
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
        connect.add(0, count);
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
