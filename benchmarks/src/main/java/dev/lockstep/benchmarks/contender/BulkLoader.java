package dev.lockstep.benchmarks.contender;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Posts documents as bulk requests, and nothing else: no versions, and of the answer it wants to
 * know whether there are errors.
 *
 * @param definition of the index
 * @param batchSize documents in a request
 * @param inFlight requests under way at the same time
 */
public record BulkLoader(SearchStore store, String definition, int batchSize, int inFlight)
        implements LoaderFiller.Loader {

    private static final String FINE = "{\"errors\":false}";

    @Override
    public void load(Documents documents, String topic, int rows) throws Exception {
        store.create(definition);
        Requests requests = new Requests();
        documents.each(topic, rows, requests);
        requests.finish();
    }

    private final class Requests implements Documents.Taker {

        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final URI uri =
                URI.create(
                        store.server().url()
                                + "/"
                                + SearchStore.INDEX
                                + "/_bulk?filter_path=errors");
        private final Semaphore free = new Semaphore(inFlight);
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 20);
        private int gathered;
        private volatile Throwable failure;

        @Override
        public void take(long id, byte[] document) throws Exception {
            String action = "{\"index\":{\"_id\":\"" + id + "\"}}\n";
            body.writeBytes(action.getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(document);
            body.write('\n');
            if (++gathered == batchSize) {
                send();
            }
        }

        void finish() throws Exception {
            if (gathered > 0) {
                send();
            }
            free.acquire(inFlight);
            failIfFailed();
        }

        private void send() throws Exception {
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                            .build();
            body.reset();
            gathered = 0;
            free.acquire();
            failIfFailed();
            CompletableFuture<?> unused =
                    http.sendAsync(request, BodyHandlers.ofString()).whenComplete(this::answered);
        }

        private void answered(HttpResponse<String> response, Throwable thrown) {
            if (thrown != null) {
                failure = thrown;
            } else if (!response.body().equals(FINE)) {
                failure = new IOException(response.statusCode() + " " + response.body());
            }
            free.release();
        }

        private void failIfFailed() throws IOException {
            if (failure != null) {
                throw new IOException("A bulk request has failed", failure);
            }
        }
    }
}
