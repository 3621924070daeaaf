package dev.lockstep.cli.shop;

import dev.lockstep.embedded.ConnectRest;
import dev.lockstep.embedded.EmbeddedServerException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The connectors between the shop and its targets. Its methods wait until what they do is done. */
public final class Pipeline {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final ShopServers servers;
    private final ConnectRest rest;
    private final ConnectorFile source;
    private final List<Target> targets;

    private Pipeline(ShopServers servers, ConnectorFile source, List<Target> targets) {
        this.servers = servers;
        this.rest = servers.worker().rest();
        this.source = source;
        this.targets = targets;
    }

    /**
     * Starts the source and the three sinks, and returns when the source reads the log.
     *
     * @param sinks the folder with the sinks' files
     */
    public static Pipeline start(ShopServers servers, Path sourceFile, Path sinks) {
        Map<String, String> search =
                Map.of(
                        "SEARCH_URL", servers.search().url(),
                        "SEARCH_USER", "shop",
                        "SEARCH_PASSWORD", "shop");
        String redis = "redis://" + servers.cache().host() + ":" + servers.cache().port();
        Map<String, String> cache =
                Map.of("REDIS_URL", redis, "REDIS_PASSWORD", ShopServers.CACHE_PASSWORD);
        Pipeline pipeline =
                new Pipeline(
                        servers,
                        ConnectorFile.read(sourceFile, servers.shop().placeholders()),
                        List.of(
                                target(
                                        "PostgreSQL replica",
                                        sinks.resolve("postgres-jdbc-sink.json"),
                                        Shop.placeholders(servers.replica())),
                                target(
                                        "OpenSearch indexes",
                                        sinks.resolve("postgres-opensearch-sink.json"),
                                        search),
                                target(
                                        "Redis cache",
                                        sinks.resolve("postgres-redis-sink.json"),
                                        cache)));
        pipeline.start();
        return pipeline;
    }

    private static Target target(String title, Path file, Map<String, String> placeholders) {
        return new Target(title, ConnectorFile.read(file, placeholders));
    }

    public ConnectorFile source() {
        return source;
    }

    public List<Target> targets() {
        return targets;
    }

    /** Where Kafka Connect is. */
    public URI restUri() {
        return servers.worker().restUri();
    }

    public String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    /** One for each table. */
    public List<String> topics() {
        return Shop.TABLES.stream()
                .map(table -> source.topicPrefix() + ".public." + table)
                .toList();
    }

    /** The states of a target's connector and tasks, as Kafka Connect spells them. */
    public ConnectRest.Status status(Target target) {
        return rest.status(target.name());
    }

    public void pause(Target target) {
        rest.pause(target.name());
        rest.awaitState(target.name(), "PAUSED", PATIENCE);
    }

    public void resume(Target target) {
        rest.resume(target.name());
        rest.awaitRunning(target.name(), PATIENCE);
    }

    /** Has a target apply every record of its topics once more, from the first on. */
    public void replay(Target target) {
        rest.stop(target.name());
        rest.awaitState(target.name(), "STOPPED", PATIENCE);
        resetOffsets(target);
        resume(target);
    }

    /** Returns when a target has for good what is in its topics now. */
    public void awaitCaughtUp(Target target) {
        try (Admin admin = admin()) {
            Map<TopicPartition, Long> ends = ends(admin);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!covers(stored(admin, target), ends)) {
                failIfFailed(target.name(), rest.status(target.name()));
                pause(deadline, target.name() + " does not catch up with its topics", null);
            }
        }
    }

    private static boolean covers(
            Map<TopicPartition, OffsetAndMetadata> stored, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(
                        end -> {
                            OffsetAndMetadata offset = stored.get(end.getKey());
                            return (offset == null ? 0 : offset.offset()) >= end.getValue();
                        });
    }

    private Map<TopicPartition, Long> ends(Admin admin) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        topics().forEach(topic -> latest.put(new TopicPartition(topic, 0), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        await("read the ends of topics", admin.listOffsets(latest).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, OffsetAndMetadata> stored(Admin admin, Target target) {
        return await(
                "read the offsets of " + target.group(),
                admin.listConsumerGroupOffsets(target.group()).partitionsToOffsetAndMetadata());
    }

    private static void failIfFailed(String connector, ConnectRest.Status status) {
        Stream.concat(Stream.of(status.connector()), status.tasks().stream())
                .filter(instance -> instance.state().equals("FAILED"))
                .findFirst()
                .ifPresent(
                        instance -> {
                            throw new ShopException(connector + " failed:\n" + instance.trace());
                        });
    }

    /** Ends the worker with SIGKILL. */
    public void killWorker() {
        servers.worker().kill();
    }

    /** Starts the worker again, and returns when each connector does what it is meant to do. */
    public void startWorker() {
        servers.worker().start();
        names().forEach(this::awaitBack);
    }

    private void awaitBack(String connector) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ConnectRest.Status status = rest.status(connector);
        while (!isBack(status)) {
            failIfFailed(connector, status);
            pause(deadline, "Connector " + connector + " does not come back", null);
            status = rest.status(connector);
        }
    }

    /** What somebody has paused or stopped remains so when the worker starts again. */
    static boolean isBack(ConnectRest.Status status) {
        String state = status.connector().state();
        List<String> tasks = status.tasks().stream().map(ConnectRest.Instance::state).toList();
        return switch (state) {
            case "STOPPED" -> true;
            case "PAUSED" -> tasks.stream().allMatch(state::equals);
            case "RUNNING" -> !tasks.isEmpty() && tasks.stream().allMatch(state::equals);
            default -> false;
        };
    }

    private void start() {
        createTopics();
        configure(source);
        targets.forEach(target -> configure(target.connector()));
        awaitRunning();
        awaitReading();
    }

    /** In advance, so that a consumer may wait for the first event of a table. */
    private void createTopics() {
        List<NewTopic> wanted =
                topics().stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList();
        try (Admin admin = admin()) {
            await("create topics", admin.createTopics(wanted).all());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    private static <T> T await(String act, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new ShopException("Cannot " + act + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopException("Cannot " + act + ": interrupted", e);
        }
    }

    private void configure(ConnectorFile connector) {
        try {
            rest.configure(connector.name(), connector.config());
        } catch (EmbeddedServerException e) {
            Map<String, List<String>> errors = rest.validate(withName(connector));
            throw errors.isEmpty()
                    ? e
                    : new ShopException(
                            "Cannot start connector "
                                    + connector.name()
                                    + ", it refuses: "
                                    + errors,
                            e);
        }
    }

    private static Map<String, String> withName(ConnectorFile connector) {
        Map<String, String> config = new HashMap<>(connector.config());
        config.put("name", connector.name());
        return config;
    }

    private void awaitRunning() {
        names().forEach(name -> rest.awaitRunning(name, PATIENCE));
    }

    private List<String> names() {
        return Stream.concat(Stream.of(source.name()), targets.stream().map(Target::name)).toList();
    }

    private void awaitReading() {
        String slot = source.config().get("slot.name");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!servers.shop().isRead(slot)) {
                rest.awaitRunning(source.name(), PATIENCE);
                pause(deadline, "Connector " + source.name() + " does not read slot " + slot, null);
            }
        } catch (SQLException e) {
            throw new ShopException("Cannot look for slot " + slot + ": " + e.getMessage(), e);
        }
    }

    /** The group takes a moment to notice that its members have left. */
    private void resetOffsets(Target target) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                rest.resetOffsets(target.name());
                return;
            } catch (EmbeddedServerException e) {
                pause(deadline, "Cannot reset the offsets of " + target.name(), e);
            }
        }
    }

    private static void pause(long deadline, String failure, Exception cause) {
        if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
            throw new ShopException(failure, cause);
        }
        LockSupport.parkNanos(POLL_NANOS);
    }
}
