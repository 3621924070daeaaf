package dev.lockstep.cli.topic;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.output.CommandException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The topics of a cluster, where they begin and where they end. */
public final class TopicCatalog implements AutoCloseable {

    private final Cluster cluster;
    private final Admin admin;
    private Set<String> names;

    public TopicCatalog(Cluster cluster) {
        this.cluster = cluster;
        this.admin = cluster.admin();
    }

    public Admin admin() {
        return admin;
    }

    /** Names of all topics but Kafka's own. */
    public Set<String> names() {
        if (names == null) {
            names = new TreeSet<>(cluster.await("list the topics", admin.listTopics().names()));
        }
        return names;
    }

    /** Has the names read anew when they are asked for next, for topics come and go. */
    public void forgetNames() {
        names = null;
    }

    /** The topics whose whole names match. */
    public Set<String> matching(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new CommandException(
                    "Cannot use the expression for topics: " + e.getDescription() + ".", e);
        }
        return names().stream()
                .filter(name -> pattern.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The topics that a connector reads or writes. What a source writes is told by its prefix,
     * unless its topics are named otherwise.
     */
    public Set<String> of(Connector connector) {
        Map<String, String> config = connector.config();
        String list = config.get("topics");
        if (list != null) {
            Set<String> topics = new TreeSet<>(List.of(list.strip().split("\\s*,\\s*", -1)));
            topics.retainAll(names());
            return topics;
        }
        String expression = config.get("topics.regex");
        String prefix = config.getOrDefault("topic.prefix", connector.name());
        return matching(expression == null ? Pattern.quote(prefix) + "([._-].*)?" : expression);
    }

    /** The partitions of topics, which must exist. */
    public List<TopicPartition> partitions(Collection<String> topics) {
        Map<String, TopicDescription> descriptions =
                cluster.await(
                        "read topics " + String.join(", ", topics),
                        admin.describeTopics(topics).allTopicNames());
        return new TreeMap<>(descriptions)
                .values().stream()
                        .flatMap(
                                topic ->
                                        topic.partitions().stream()
                                                .map(
                                                        each ->
                                                                new TopicPartition(
                                                                        topic.name(),
                                                                        each.partition())))
                        .toList();
    }

    /** The offset that the next record of each partition will have. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The offset of the first record that each partition still has. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** The offset of the first record of this time or later; -1 where there is none. */
    public Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, long millis) {
        return offsets(partitions, OffsetSpec.forTimestamp(millis));
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(each -> each, each -> which));
        return cluster
                .await("read the offsets of topics", admin.listOffsets(question).all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    @Override
    public void close() {
        admin.close();
    }
}
