package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InFlightTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    @Test
    void letsRecordsThroughBelowTheBound() throws InterruptedException {
        InFlight inFlight = new InFlight(10);
        inFlight.add(9);
        assertThat(inFlight.awaitRoom(AT_ONCE)).isTrue();
    }

    @Test
    void refusesMoreAtTheBound() throws InterruptedException {
        InFlight inFlight = new InFlight(10);
        inFlight.add(10);
        assertThat(inFlight.awaitRoom(AT_ONCE)).isFalse();
    }

    @Test
    void hasRoomAgainOnceKafkaHasHalfOfThem() throws InterruptedException {
        InFlight inFlight = new InFlight(10);
        inFlight.add(10);
        for (int i = 0; i < 5; i++) {
            inFlight.acknowledge();
        }
        assertThat(inFlight.awaitRoom(AT_ONCE)).isTrue();
    }

    @Test
    void waitsBelowTheBoundWhileKafkaAnswers() throws InterruptedException {
        InFlight inFlight = new InFlight(1_000, 10, Duration.ofMinutes(1));
        inFlight.add(10);
        Thread producer =
                new Thread(
                        () -> {
                            for (int i = 0; i < 5; i++) {
                                inFlight.acknowledge();
                            }
                        });
        producer.start();
        assertThat(inFlight.awaitRoom(Duration.ofSeconds(20))).isTrue();
        assertThat(inFlight.count()).isEqualTo(5);
        producer.join();
    }

    @Test
    void goesOnUpToTheBoundWhenNothingIsHeard() throws InterruptedException {
        InFlight inFlight = new InFlight(20, 10, Duration.ofMillis(5));
        inFlight.add(19);
        assertThat(inFlight.awaitRoom(Duration.ofMinutes(1))).isTrue();
        inFlight.add(1);
        assertThat(inFlight.awaitRoom(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void knowsTheBoundAloneWhereTransactionsAcknowledge() throws InterruptedException {
        InFlight inFlight = new InFlight(1_000, 10, Duration.ofMinutes(1));
        inFlight.settle();
        inFlight.add(999);
        assertThat(inFlight.awaitRoom(Duration.ofMinutes(1))).isTrue();
        assertThat(inFlight.count()).isEqualTo(999);
    }

    @Test
    void neverExceedsTheBoundByMoreThanABatchWhileAnotherThreadAcknowledges()
            throws InterruptedException {
        int batch = 50;
        InFlight inFlight = new InFlight(200);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger acknowledged = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread producer =
                new Thread(
                        () -> {
                            while (done.getCount() > 0 || acknowledged.get() < sent.get()) {
                                if (acknowledged.get() < sent.get()) {
                                    acknowledged.incrementAndGet();
                                    inFlight.acknowledge();
                                } else {
                                    Thread.onSpinWait();
                                }
                            }
                        });
        producer.start();
        for (int i = 0; i < 2_000; i++) {
            while (!inFlight.awaitRoom(Duration.ofMillis(100))) {
                assertThat(producer.isAlive()).isTrue();
            }
            inFlight.add(batch);
            assertThat(sent.addAndGet(batch) - acknowledged.get()).isLessThanOrEqualTo(250);
        }
        done.countDown();
        producer.join();
        assertThat(acknowledged).hasValue(100_000);
    }
}
