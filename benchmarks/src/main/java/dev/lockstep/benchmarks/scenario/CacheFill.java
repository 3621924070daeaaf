package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.CacheStore;
import dev.lockstep.benchmarks.contender.Documents;
import dev.lockstep.benchmarks.contender.Filler;
import dev.lockstep.benchmarks.contender.LoaderFiller;
import dev.lockstep.benchmarks.contender.PipelinedLoader;
import dev.lockstep.benchmarks.contender.SinkFiller;
import dev.lockstep.benchmarks.contender.TopicDocuments;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.embedded.RedisServer;
import java.util.List;
import java.util.Map;

/** How fast a worker fills Redis from a topic, with the fence and without, beside plain loaders. */
final class CacheFill implements Scenario {

    private static final String LOCKSTEP = "lockstep";
    private static final String UNFENCED = "lockstep_unfenced";
    private static final String BARE = "bare";
    private static final String BARE_WAITING = "bare_waiting";
    private static final String BY_HAND = "by_hand";

    /** Commands of the loaders in one flush. */
    private static final int COMMANDS = 2_000;

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public String measures() {
        return "how fast a worker fills Redis from a topic, beside plain loaders";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 1_000_000, 300_000), 8, new Size(1, 500_000, 200_000), 75);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        try (RedisServer redis = RedisServer.builder().start()) {
            contest.version("Redis", version(redis));
            CacheStore store = new CacheStore(redis);
            FillTurn turn = FillTurn.prepare(stage, contest.size(), store);
            Filler unfenced = sink(UNFENCED, stage, redis, "none");
            turn.fill(unfenced);
            Documents prepared = Documents.prepared(store.values(turn.main().changes()));
            Documents read = new TopicDocuments(stage.bootstrapServers());
            contest.hold(
                    heading(),
                    List.of(
                            sink(LOCKSTEP, stage, redis, "position"),
                            unfenced,
                            new LoaderFiller(BY_HAND, read, loader(redis, 1)),
                            new LoaderFiller(BARE_WAITING, prepared, loader(redis, 1)),
                            new LoaderFiller(BARE, prepared, loader(redis, 2))),
                    turn::take);
        }
    }

    private static Heading heading() {
        return Heading.of("inserts", "Rows as JSON under a key each", "rows")
                .comparedWith(BY_HAND, BARE_WAITING, BARE)
                .goal(Goal.times(LOCKSTEP, Figure.RATE, BARE_WAITING, 0.5))
                .goal(Goal.times(UNFENCED, Figure.RATE, BARE_WAITING, 0.8));
    }

    private static String version(RedisServer redis) {
        return String.valueOf(redis.command("INFO", "server"))
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static PipelinedLoader loader(RedisServer redis, int underWay) {
        return new PipelinedLoader(redis.host(), redis.port(), COMMANDS, underWay);
    }

    private static Filler sink(String name, Stage stage, RedisServer redis, String fence) {
        return new SinkFiller(
                name,
                stage,
                Map.of(
                        "connector.class",
                        "dev.lockstep.sink.redis.RedisSinkConnector",
                        "fence",
                        fence),
                Map.of("connection.url", "redis://" + redis.host() + ":" + redis.port()));
    }
}
