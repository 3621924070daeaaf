package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.opensearch.client.Request;
import dev.lockstep.sink.opensearch.client.Response;
import dev.lockstep.sink.opensearch.client.SearchClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What bulk requests are sent by, and how many may be under way. Outlives batches. */
final class Transport {

    private final SearchClient client;
    private final int inFlight;
    private final Map<String, String> parameters;

    /**
     * @param patience how long the client waits for an answer; the server waits half as long for
     *     shards that are away, so that it can say so
     */
    Transport(SearchClient client, int inFlight, Duration patience) {
        this.client = client;
        this.inFlight = inFlight;
        this.parameters =
                Map.of(
                        "filter_path",
                        BulkAnswer.FILTER,
                        "timeout",
                        Math.max(1, patience.toMillis() / 2) + "ms");
    }

    int inFlight() {
        return inFlight;
    }

    CompletableFuture<Response> send(Body body) {
        return client.sendAsync(Request.lines("/_bulk", parameters, body.bytes(), body.length()));
    }
}
