package dev.lockstep.cli.log;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.topic.PlaceFinder;
import dev.lockstep.cli.topic.PlaceFinder.Span;
import dev.lockstep.cli.topic.TopicCatalog;
import dev.lockstep.event.Lsn;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Asks brokers what topics hold, and the topics for their first and last places. */
final class TopicLogReader {

    private final Cluster cluster;
    private final TopicCatalog catalog;

    TopicLogReader(Cluster cluster, TopicCatalog catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
    }

    List<TopicLog> read(Collection<String> topics) {
        List<TopicPartition> partitions = catalog.partitions(topics);
        Map<TopicPartition, Span> spans = new PlaceFinder(cluster, catalog).spans(partitions);
        Map<TopicPartition, Long> begins = catalog.beginnings(partitions);
        Map<TopicPartition, Long> ends = catalog.ends(partitions);
        Map<TopicPartition, Long> sizes = sizes();
        return topics.stream()
                .map(
                        topic -> {
                            List<TopicPartition> own =
                                    partitions.stream()
                                            .filter(each -> each.topic().equals(topic))
                                            .toList();
                            long records =
                                    own.stream()
                                            .mapToLong(each -> ends.get(each) - begins.get(each))
                                            .sum();
                            return log(topic, own, records, spans, sizes);
                        })
                .toList();
    }

    private TopicLog log(
            String topic,
            List<TopicPartition> partitions,
            long records,
            Map<TopicPartition, Span> spans,
            Map<TopicPartition, Long> sizes) {
        Config config = config(topic);
        return new TopicLog(
                topic,
                partitions.size(),
                records,
                places(partitions, spans).map(Span::first).min(Lsn::compareTo).orElse(null),
                places(partitions, spans)
                        .map(Span::last)
                        .filter(Objects::nonNull)
                        .max(Lsn::compareTo)
                        .orElse(null),
                sizes.isEmpty()
                        ? null
                        : partitions.stream().mapToLong(each -> sizes.getOrDefault(each, 0L)).sum(),
                bound(config, "retention.ms"),
                bound(config, "retention.bytes"),
                config.get("cleanup.policy").value());
    }

    private static Stream<Span> places(
            List<TopicPartition> partitions, Map<TopicPartition, Span> spans) {
        return partitions.stream().map(spans::get).filter(Objects::nonNull);
    }

    /** Negative is unbounded. */
    private static Long bound(Config config, String name) {
        long value = Long.parseLong(config.get(name).value());
        return value < 0 ? null : value;
    }

    private Config config(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return cluster.await(
                        "read the configuration of topic " + topic,
                        catalog.admin().describeConfigs(List.of(resource)).all())
                .get(resource);
    }

    private Map<TopicPartition, Long> sizes() {
        Collection<Node> brokers =
                cluster.await("list the brokers", catalog.admin().describeCluster().nodes());
        Collection<Map<String, LogDirDescription>> folders =
                cluster.await(
                                "read the sizes of topics",
                                catalog.admin()
                                        .describeLogDirs(brokers.stream().map(Node::id).toList())
                                        .allDescriptions())
                        .values();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        folders.stream()
                .flatMap(broker -> broker.values().stream())
                .forEach(
                        folder ->
                                folder.replicaInfos()
                                        .forEach(
                                                (partition, replica) ->
                                                        sizes.merge(
                                                                partition,
                                                                replica.size(),
                                                                Math::max)));
        return sizes;
    }
}
