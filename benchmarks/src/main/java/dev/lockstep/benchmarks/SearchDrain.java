package dev.lockstep.benchmarks;

import dev.lockstep.embedded.OpenSearchServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How fast a worker fills OpenSearch from a topic, beside plain loaders. */
@Command(
        name = "search-drain",
        mixinStandardHelpOptions = true,
        description = "Fills OpenSearch from a topic by Lockstep and by plain loaders, in turn.")
final class SearchDrain implements Callable<Integer> {

    private static final int USUAL_ROWS = 500_000;
    private static final String BARE = "bare";
    private static final String BY_HAND = "by_hand";

    /** The sink's defaults. */
    private static final int BATCH_SIZE = 2_000;

    private static final int IN_FLIGHT = 5;

    @Mixin private FillDrain drain;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SearchDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Stage stage = drain.stage(USUAL_ROWS);
                OpenSearchServer server =
                        OpenSearchServer.builder().heap("1g").jvmOption("-Xms1g").start()) {
            SearchStore store = new SearchStore(server);
            Filler sink = sink(stage, server);
            drain.fill(store, sink);
            Documents prepared = Documents.prepared(store.sources(drain.rows()));
            Documents read = new TopicDocuments(stage.kafka().bootstrapServers());
            BulkLoader loader = new BulkLoader(store, store.definition(), BATCH_SIZE, IN_FLIGHT);
            drain.hold(
                    store,
                    List.of(
                            sink,
                            new LoaderFiller(BY_HAND, read, loader),
                            new LoaderFiller(BARE, prepared, loader)),
                    List.of(BY_HAND, BARE));
        }
        return 0;
    }

    private Filler sink(Stage stage, OpenSearchServer server) {
        return new SinkFiller(
                "lockstep",
                stage,
                drain.schemas(),
                Map.of(
                        "connector.class",
                        "dev.lockstep.sink.opensearch.OpenSearchSinkConnector",
                        "connection.url",
                        server.url()));
    }
}
