package dev.lockstep.sink.opensearch.index;

import dev.lockstep.embedded.OpenSearchServer;

/** One server for all tests of this package that leave each other's indexes alone. */
final class SharedServer {

    private static final OpenSearchServer SERVER = OpenSearchServer.builder().quickStart().start();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private SharedServer() {}

    static OpenSearchServer get() {
        return SERVER;
    }
}
