package dev.lockstep.sink.redis;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.redis.config.ConnectionMode;
import dev.lockstep.sink.redis.config.ConnectionOptions;
import dev.lockstep.sink.redis.config.FenceOptions;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.ValueFormat;
import dev.lockstep.sink.redis.config.ValueOptions;
import dev.lockstep.sink.redis.config.WriteMode;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.connection.Node;
import dev.lockstep.sink.redis.connection.Servers;
import dev.lockstep.sink.redis.fence.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.SslConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a configuration against the servers it names, before anything runs. */
final class Preflight {

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private static final String ACT = "log in to Redis";

    private final RedisSinkConfig config;

    Preflight(RedisSinkConfig config) {
        this.config = config;
    }

    /** What stands in the way, each on the option that the user should look at first. */
    List<Problem> problems() {
        try (Servers servers = Servers.of(config)) {
            return problems(new Exchange(servers, Script.texts()));
        } catch (TargetException e) {
            return List.of(new Problem(optionOf(e), e.getMessage()));
        }
    }

    /** The option that a message tells to change. */
    private static String optionOf(TargetException failure) {
        return Stream.of(
                        ConnectionOptions.MODE,
                        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                        ConnectionOptions.PASSWORD)
                .filter(failure.getMessage()::contains)
                .findFirst()
                .orElse(ConnectionOptions.URL);
    }

    private List<Problem> problems(Exchange exchange) {
        List<Problem> problems = new ArrayList<>();
        for (Node node : exchange.masters(ACT)) {
            Map<String, String> facts = facts(exchange, node);
            checkServer(facts, problems);
            checkEviction(facts, problems);
            if (config.writing().mode() == WriteMode.WRITE
                    && config.writing().format() == ValueFormat.JSON) {
                checkJson(exchange, node, problems);
            }
            if (!problems.isEmpty()) {
                break;
            }
        }
        return problems;
    }

    /** What the server says of itself; nothing where the user may not ask. */
    private static Map<String, String> facts(Exchange exchange, Node node) {
        Map<String, String> facts = new TreeMap<>();
        try {
            Node.text(exchange.call(node, ACT, "INFO"))
                    .lines()
                    .forEach(
                            line -> {
                                int colon = line.indexOf(':');
                                if (colon > 0) {
                                    facts.put(line.substring(0, colon), line.substring(colon + 1));
                                }
                            });
        } catch (TargetException.Fatal e) {
            LOG.info("The server's settings cannot be checked: the user may not run INFO.");
        }
        return facts;
    }

    private void checkServer(Map<String, String> facts, List<Problem> problems) {
        String version = facts.getOrDefault("redis_version", "");
        if (version.matches("[0-5]\\..*|6\\.[01]\\..*")) {
            problems.add(
                    new Problem(
                            ConnectionOptions.URL,
                            "Cannot write to Redis "
                                    + version
                                    + ". Use Redis 6.2, Valkey 7.2 or newer."));
        }
        if ("slave".equals(facts.get("role"))) {
            problems.add(
                    new Problem(
                            ConnectionOptions.URL,
                            "Cannot write to the server: it is a replica. Name its master, or set "
                                    + ConnectionOptions.MODE
                                    + "=sentinel."));
        }
        boolean cluster = "1".equals(facts.get("cluster_enabled"));
        if (cluster && config.connection().mode() != ConnectionMode.CLUSTER) {
            problems.add(
                    new Problem(
                            ConnectionOptions.MODE,
                            "Cannot use the server alone: it is part of a cluster. Set "
                                    + ConnectionOptions.MODE
                                    + "=cluster."));
        }
    }

    private void checkEviction(Map<String, String> facts, List<Problem> problems) {
        String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        boolean evicts =
                !policy.equals("noeviction") && !"0".equals(facts.getOrDefault("maxmemory", "0"));
        if (evicts && config.fence().isOn() && !config.fence().acceptsEviction()) {
            problems.add(
                    new Problem(
                            FenceOptions.EVICTION,
                            "Cannot keep positions on a server that evicts keys (maxmemory-policy "
                                    + policy
                                    + "): a key whose position was evicted can be taken back. Set"
                                    + " maxmemory-policy=noeviction, under which the connector"
                                    + " waits while memory is full, or "
                                    + FenceOptions.EVICTION
                                    + "=accept, or "
                                    + FenceOptions.FENCE
                                    + "=none."));
        }
    }

    private static void checkJson(Exchange exchange, Node node, List<Problem> problems) {
        Object known = exchange.call(node, ACT, "COMMAND", "INFO", "JSON.SET");
        if (!(known instanceof List<?> commands) || commands.isEmpty() || commands.get(0) == null) {
            problems.add(
                    new Problem(
                            ValueOptions.FORMAT,
                            "Cannot write JSON documents: the server does not have RedisJSON. Set"
                                    + " value.format=string, which is JSON text, or use a server"
                                    + " that has it."));
        }
    }
}
