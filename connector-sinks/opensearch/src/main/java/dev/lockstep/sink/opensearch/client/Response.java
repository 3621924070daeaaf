package dev.lockstep.sink.opensearch.client;

import java.nio.charset.StandardCharsets;

/**
 * What the cluster answers; of a bounded size.
 *
 * @param status of HTTP, below 300, or 404 to a HEAD request
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would cost
public record Response(int status, byte[] body) {

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
