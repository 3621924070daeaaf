package dev.lockstep.cli.log;

import dev.lockstep.cli.connect.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Consumer groups that have yet to read what lies before certain offsets. */
final class WaitingGroups {

    /** By protocol, which brokers of any age tell; empty is a group that only has offsets. */
    private static final ListGroupsOptions CONSUMERS =
            new ListGroupsOptions().withProtocolTypes(Set.of("consumer", ""));

    private WaitingGroups() {}

    static List<String> of(Cluster cluster, Admin admin, Map<TopicPartition, Long> offsets) {
        List<String> waiting = new ArrayList<>();
        for (GroupListing group :
                cluster.await("list the consumer groups", admin.listGroups(CONSUMERS).all())) {
            Map<TopicPartition, OffsetAndMetadata> stored =
                    cluster.await(
                            "read the offsets of group " + group.groupId(),
                            admin.listConsumerGroupOffsets(
                                            Map.of(
                                                    group.groupId(),
                                                    new ListConsumerGroupOffsetsSpec()))
                                    .partitionsToOffsetAndMetadata(group.groupId()));
            if (offsets.entrySet().stream().anyMatch(bound -> isBefore(stored, bound))) {
                waiting.add(group.groupId());
            }
        }
        return waiting;
    }

    private static boolean isBefore(
            Map<TopicPartition, OffsetAndMetadata> stored, Map.Entry<TopicPartition, Long> bound) {
        OffsetAndMetadata offset = stored.get(bound.getKey());
        return offset != null && offset.offset() < bound.getValue();
    }
}
