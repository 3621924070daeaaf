package dev.lockstep.source.postgres.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Idle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogQueueTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static Change ofBytes(int bytes) {
        return new Change(null, 0, null, bytes);
    }

    private static List<LogEntry> drain(LogQueue queue, int limit) throws InterruptedException {
        List<LogEntry> batch = new ArrayList<>();
        queue.drainTo(batch, limit, Duration.ZERO);
        return batch;
    }

    private interface Blocking<T> {
        T call() throws InterruptedException;
    }

    private static <T> CompletableFuture<T> start(Blocking<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(call.call());
                            } catch (InterruptedException | RuntimeException e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    @Test
    void handsOutAtMostTheLimitInOrder() throws Exception {
        LogQueue queue = new LogQueue(10, 1000);
        for (int i = 0; i < 5; i++) {
            assertThat(queue.offer(new Idle(i), Duration.ZERO)).isTrue();
        }
        assertThat(drain(queue, 3)).containsExactly(new Idle(0), new Idle(1), new Idle(2));
        assertThat(drain(queue, 3)).containsExactly(new Idle(3), new Idle(4));
        assertThat(drain(queue, 3)).isEmpty();
    }

    @Test
    void refusesMoreEntriesThanItsBound() throws Exception {
        LogQueue queue = new LogQueue(2, 1000);
        assertThat(queue.offer(new Idle(0), Duration.ZERO)).isTrue();
        assertThat(queue.offer(new Idle(1), Duration.ZERO)).isTrue();
        assertThat(queue.offer(new Idle(2), Duration.ofMillis(1))).isFalse();
        drain(queue, 1);
        assertThat(queue.offer(new Idle(2), Duration.ZERO)).isTrue();
    }

    @Test
    void refusesMoreBytesThanItsBoundAndGivesThemBack() throws Exception {
        LogQueue queue = new LogQueue(10, 100);
        assertThat(queue.offer(ofBytes(60), Duration.ZERO)).isTrue();
        assertThat(queue.offer(ofBytes(41), Duration.ZERO)).isFalse();
        assertThat(queue.offer(ofBytes(40), Duration.ZERO)).isTrue();
        drain(queue, 2);
        assertThat(queue.offer(ofBytes(100), Duration.ZERO)).isTrue();
    }

    @Test
    void letsAnEntryPassThatIsLargerThanTheBoundWhenItIsAlone() throws Exception {
        LogQueue queue = new LogQueue(10, 100);
        assertThat(queue.offer(ofBytes(5000), Duration.ZERO)).isTrue();
        assertThat(queue.offer(ofBytes(1), Duration.ZERO)).isFalse();
        assertThat(drain(queue, 10)).hasSize(1);
        assertThat(queue.offer(ofBytes(5000), Duration.ZERO)).isTrue();
    }

    @Test
    void handsOutWhatCameBeforeAFailure() throws Exception {
        LogQueue queue = new LogQueue(10, 1000);
        queue.offer(new Idle(1), Duration.ZERO);
        IllegalStateException cause = new IllegalStateException("gone");
        queue.fail(cause);
        assertThat(drain(queue, 10)).containsExactly(new Idle(1));
        assertThatThrownBy(() -> drain(queue, 10))
                .isInstanceOf(LogReader.Stopped.class)
                .hasCause(cause);
    }

    @Test
    void wakesAWaitingConsumer() throws Exception {
        LogQueue queue = new LogQueue(10, 1000);
        for (Runnable wake :
                List.<Runnable>of(() -> queue.fail(new IllegalStateException()), queue::close)) {
            CompletableFuture<List<LogEntry>> consumer =
                    start(
                            () -> {
                                List<LogEntry> batch = new ArrayList<>();
                                queue.drainTo(batch, 1, LONG);
                                return batch;
                            });
            wake.run();
            assertThat(consumer.handle((batch, failure) -> true).get()).isTrue();
        }
    }

    @Test
    void wakesAWaitingProducerWhenItCloses() throws Exception {
        LogQueue queue = new LogQueue(1, 1000);
        queue.offer(new Idle(0), Duration.ZERO);
        CompletableFuture<Boolean> producer = start(() -> queue.offer(new Idle(1), LONG));
        queue.close();
        assertThat(producer.get()).isFalse();
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.offer(new Idle(2), Duration.ZERO)).isFalse();
    }

    @Test
    void losesNothingBetweenTwoThreads() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int count = 200_000;
        LogQueue queue = new LogQueue(7, 500);
        CompletableFuture<Boolean> producer =
                start(
                        () -> {
                            for (int i = 0; i < count; ) {
                                i += queue.offer(new Idle(i), LONG) ? 1 : 0;
                            }
                            return true;
                        });
        List<LogEntry> batch = new ArrayList<>();
        long next = 0;
        while (next < count) {
            batch.clear();
            queue.drainTo(batch, 1 + random.nextInt(9), LONG);
            for (LogEntry entry : batch) {
                assertThat(((Idle) entry).walEnd()).as("seed %d", seed).isEqualTo(next++);
            }
        }
        assertThat(producer.get()).isTrue();
    }
}
