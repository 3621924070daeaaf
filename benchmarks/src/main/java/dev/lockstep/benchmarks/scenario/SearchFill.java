package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.BulkLoader;
import dev.lockstep.benchmarks.contender.Documents;
import dev.lockstep.benchmarks.contender.Filler;
import dev.lockstep.benchmarks.contender.LoaderFiller;
import dev.lockstep.benchmarks.contender.SearchStore;
import dev.lockstep.benchmarks.contender.SinkFiller;
import dev.lockstep.benchmarks.contender.TopicDocuments;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.embedded.OpenSearchServer;
import java.util.List;
import java.util.Map;

/** How fast a worker fills OpenSearch from a topic, beside plain loaders. */
final class SearchFill implements Scenario {

    private static final String LOCKSTEP = "lockstep";
    private static final String BARE = "bare";
    private static final String BY_HAND = "by_hand";

    /** The sink's defaults. */
    private static final int BATCH_SIZE = 2_000;

    private static final int IN_FLIGHT = 5;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String measures() {
        return "how fast a worker fills OpenSearch from a topic, beside plain loaders";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 500_000, 300_000), 12, new Size(1, 200_000, 100_000), 80);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        try (OpenSearchServer server =
                OpenSearchServer.builder().heap("1g").jvmOption("-Xms1g").start()) {
            SearchStore store = new SearchStore(server);
            contest.version("OpenSearch", store.version());
            FillTurn turn = FillTurn.prepare(stage, contest.size(), store);
            Filler sink = sink(stage, server);
            turn.fill(sink);
            Documents prepared = Documents.prepared(store.sources(turn.main().changes()));
            Documents read = new TopicDocuments(stage.bootstrapServers());
            BulkLoader loader = new BulkLoader(store, store.definition(), BATCH_SIZE, IN_FLIGHT);
            contest.hold(
                    Heading.of("inserts", "Rows as documents", "documents")
                            .comparedWith(BY_HAND, BARE)
                            .goal(Goal.times(LOCKSTEP, Figure.RATE, BARE, 0.8)),
                    List.of(
                            sink,
                            new LoaderFiller(BY_HAND, read, loader),
                            new LoaderFiller(BARE, prepared, loader)),
                    turn::take);
        }
    }

    private static Filler sink(Stage stage, OpenSearchServer server) {
        return new SinkFiller(
                LOCKSTEP,
                stage,
                Map.of("connector.class", "dev.lockstep.sink.opensearch.OpenSearchSinkConnector"),
                Map.of("connection.url", server.url()));
    }
}
