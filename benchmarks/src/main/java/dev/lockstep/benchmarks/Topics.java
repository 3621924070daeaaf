package dev.lockstep.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far topics of one partition have come. */
final class Topics {

    private Topics() {}

    /** Waits until the topic has this end and returns the time of that. */
    static long awaitEnd(Admin admin, String topic, long end) throws Exception {
        return awaitEnd(admin, List.of(topic), end);
    }

    /** The same of the sum of some topics. */
    static long awaitEnd(Admin admin, List<String> topics, long end) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (end(admin, topics) < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Topics " + topics + " did not reach " + end);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return System.nanoTime();
    }

    private static long end(Admin admin, List<String> topics) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        topics.forEach(topic -> latest.put(new TopicPartition(topic, 0), OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }
}
