package dev.lockstep.sink.opensearch.index;

import dev.lockstep.embedded.OpenSearchServer;

/** Servers for all tests that leave each other's indexes alone, until the JVM ends. */
public final class SharedServer {

    private static OpenSearchServer openSearch;
    private static OpenSearchServer elasticsearch;

    private SharedServer() {}

    /** OpenSearch. */
    public static synchronized OpenSearchServer get() {
        if (openSearch == null) {
            openSearch = untilTheEnd(OpenSearchServer.builder());
        }
        return openSearch;
    }

    /** Elasticsearch 7.10. */
    public static synchronized OpenSearchServer elasticsearch() {
        if (elasticsearch == null) {
            elasticsearch = untilTheEnd(OpenSearchServer.builder().elasticsearch());
        }
        return elasticsearch;
    }

    private static OpenSearchServer untilTheEnd(OpenSearchServer.Builder builder) {
        OpenSearchServer server = builder.quickStart().start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }
}
