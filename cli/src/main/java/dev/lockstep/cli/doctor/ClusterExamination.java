package dev.lockstep.cli.doctor;

import dev.lockstep.cli.apply.Definition;
import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.ConnectClient.Verdict;
import dev.lockstep.cli.output.CommandException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;

/** Looks at Kafka, at Kafka Connect, and at what Connect thinks of configurations. */
final class ClusterExamination {

    private static final String KAFKA = "kafka";
    private static final String CONNECT = "connect";
    private static final String CONFIG = "config";
    private static final List<String> CONVERTERS = List.of("key.converter", "value.converter");

    private final Findings findings;

    ClusterExamination(Findings findings) {
        this.findings = findings;
    }

    /** Returns the id of the cluster; empty when it cannot be reached. */
    Optional<String> examine(Cluster cluster) {
        try (Admin admin = cluster.admin()) {
            DescribeClusterResult description = admin.describeCluster();
            Collection<Node> brokers = cluster.await("reach Kafka", description.nodes());
            String id = cluster.await("reach Kafka", description.clusterId());
            findings.ok(KAFKA, "Cluster " + id + " has " + brokers.size() + " brokers");
            if (brokers.size() == 1) {
                findings.warn(
                        KAFKA,
                        "A single broker holds the only copy of each record",
                        "Use three or more, with a replication factor of 3, where data matters.");
            }
            return Optional.of(id);
        } catch (CommandException e) {
            findings.fail(KAFKA, e.getMessage(), null);
            return Optional.empty();
        }
    }

    /**
     * Looks at a worker.
     *
     * @param kafka the id of the cluster that was looked at
     */
    void examine(ConnectClient connect, Optional<String> kafka, List<Definition> definitions) {
        try {
            findings.ok(CONNECT, "Kafka Connect " + connect.version() + " at " + connect.address());
            checkCluster(connect.kafkaCluster(), kafka);
            List<String> plugins = connect.plugins();
            checkPlugins(plugins);
            for (Definition definition : definitions) {
                examine(connect, plugins, definition);
            }
        } catch (CommandException e) {
            findings.fail(CONNECT, e.getMessage(), null);
        }
    }

    private void checkCluster(String own, Optional<String> kafka) {
        if (kafka.isPresent() && !kafka.get().equals(own)) {
            findings.fail(
                    CONNECT,
                    "It works on Kafka cluster " + own + ", not on " + kafka.get(),
                    "Correct --bootstrap-servers or --connect-url.");
        }
    }

    private void checkPlugins(List<String> plugins) {
        String own =
                plugins.stream()
                        .filter(plugin -> plugin.startsWith("dev.lockstep."))
                        .filter(plugin -> plugin.endsWith("Connector"))
                        .map(plugin -> plugin.substring(plugin.lastIndexOf('.') + 1))
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (own.isEmpty()) {
            findings.fail(
                    CONNECT,
                    "It has no plugin of Lockstep",
                    "Unpack the archives into a folder of plugin.path and restart the worker.");
        } else {
            findings.ok(CONNECT, "It has " + own);
        }
    }

    private void examine(ConnectClient connect, List<String> plugins, Definition definition) {
        String name = definition.name();
        String plugin = definition.config().getOrDefault("connector.class", "");
        for (String option : CONVERTERS) {
            String converter = definition.config().get(option);
            if (converter != null && converter.contains(".") && !plugins.contains(converter)) {
                findings.fail(
                        CONFIG,
                        name
                                + ": "
                                + option
                                + " is "
                                + converter
                                + ", which the worker does not have",
                        "Put its jars into plugin.path.");
            }
        }
        // A worker also takes the simple names of plugins, and those without "Connector".
        String simple = plugin.substring(plugin.lastIndexOf('.') + 1);
        boolean known =
                plugins.stream()
                        .map(each -> each.substring(each.lastIndexOf('.') + 1))
                        .anyMatch(each -> each.equals(simple) || each.equals(simple + "Connector"));
        if (!known) {
            findings.fail(
                    CONFIG,
                    name + ": connector.class is " + plugin + ", which the worker does not have",
                    "Unpack its archive into a folder of plugin.path and restart the worker.");
            return;
        }
        Verdict verdict = connect.validate(definition.config());
        verdict.errors()
                .forEach(
                        (option, messages) ->
                                messages.forEach(
                                        message ->
                                                findings.fail(
                                                        CONFIG,
                                                        name + ": " + option + ": " + message,
                                                        null)));
        if (verdict.errors().isEmpty()) {
            findings.ok(CONFIG, name + " is valid");
        }
    }
}
