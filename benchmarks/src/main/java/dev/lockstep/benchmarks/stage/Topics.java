package dev.lockstep.benchmarks.stage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How far some topics have come, all partitions together.
 *
 * @param partitions of each of them
 */
public record Topics(Admin admin, List<String> names, int partitions) {

    /** A start, a rebalance or a long spill takes less. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Topics of one partition each. */
    public Topics(Admin admin, List<String> names) {
        this(admin, names, 1);
    }

    /** Waits until they have so many events, as long as they go on coming. */
    public void awaitEnd(long end) throws Exception {
        if (!reach(end, PATIENCE)) {
            throw new IllegalStateException(
                    "Topics like "
                            + names.get(0)
                            + " have "
                            + end()
                            + " events of "
                            + end
                            + ", and no more for "
                            + PATIENCE.toSeconds()
                            + " s");
        }
    }

    /**
     * Waits until they have so many events.
     *
     * @return false as soon as none has come for this time
     */
    public boolean reach(long end, Duration patience) throws Exception {
        long latest = end();
        long progress = System.nanoTime();
        while (latest < end) {
            if (System.nanoTime() - progress > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            long now = end();
            progress = now > latest ? System.nanoTime() : progress;
            latest = now;
        }
        return true;
    }

    private long end() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (String name : names) {
            for (int partition = 0; partition < partitions; partition++) {
                latest.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
        }
        try {
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            // A broker learns of a new topic a little after the controller.
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }
}
