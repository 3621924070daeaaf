package dev.lockstep.sink.apply;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/** What the task thread wants the apply thread to do about partitions. */
final class Request {

    enum Kind {
        CLAIM,
        RELEASE
    }

    private final Kind kind;
    private final List<TopicPartition> partitions;
    private final CompletableFuture<Map<TopicPartition, Standing>> outcome =
            new CompletableFuture<>();

    Request(Kind kind, Collection<TopicPartition> partitions) {
        this.kind = kind;
        this.partitions = List.copyOf(partitions);
    }

    Kind kind() {
        return kind;
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** It has been done, with what a claim has found. */
    void done(Map<TopicPartition, Standing> found) {
        outcome.complete(found);
    }

    boolean isDone() {
        return outcome.isDone();
    }

    Map<TopicPartition, Standing> standings() {
        return outcome.join();
    }

    /** Waits until it has been done; tells whether it has. */
    boolean await(Duration timeout) throws InterruptedException {
        try {
            outcome.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
