package dev.lockstep.benchmarks;

import dev.lockstep.embedded.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast a worker fills Redis from a topic, with the fence and without, beside plain loaders. */
@Command(
        name = "cache-drain",
        mixinStandardHelpOptions = true,
        description = "Fills Redis from a topic by Lockstep and by plain loaders, in turn.")
final class CacheDrain implements Callable<Integer> {

    private static final int USUAL_ROWS = 1_000_000;
    private static final String BARE = "bare";
    private static final String BARE_WAITING = "bare_waiting";
    private static final String BY_HAND = "by_hand";

    @Option(
            names = "--commands",
            defaultValue = "2000",
            description = "Commands of the loaders in one flush.")
    private int commands;

    @Mixin private FillDrain drain;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CacheDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Stage stage = drain.stage(USUAL_ROWS);
                RedisServer redis = RedisServer.builder().start()) {
            CacheStore store = new CacheStore(redis);
            Filler unfenced = sink("lockstep_unfenced", stage, redis, "none");
            drain.fill(store, unfenced);
            Documents prepared = Documents.prepared(store.values(drain.rows()));
            Documents read = new TopicDocuments(stage.kafka().bootstrapServers());
            drain.hold(
                    store,
                    List.of(
                            sink("lockstep", stage, redis, "position"),
                            unfenced,
                            new LoaderFiller(BY_HAND, read, loader(redis, 1)),
                            new LoaderFiller(BARE_WAITING, prepared, loader(redis, 1)),
                            new LoaderFiller(BARE, prepared, loader(redis, 2))),
                    List.of(BY_HAND, BARE_WAITING, BARE));
        }
        return 0;
    }

    private PipelinedLoader loader(RedisServer redis, int underWay) {
        return new PipelinedLoader(redis.host(), redis.port(), commands, underWay);
    }

    private Filler sink(String name, Stage stage, RedisServer redis, String fence) {
        return new SinkFiller(
                name,
                stage,
                drain.schemas(),
                Map.of(
                        "connector.class",
                        "dev.lockstep.sink.redis.RedisSinkConnector",
                        "connection.url",
                        "redis://" + redis.host() + ":" + redis.port(),
                        "fence",
                        fence));
    }
}
