package dev.lockstep.sink.opensearch.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is asked of the cluster. The body is not copied, so it must stay as it is until the answer
 * is there.
 *
 * @param method of HTTP
 * @param path from the cluster's root, its parts encoded already
 * @param parameters not encoded
 * @param body null for none
 * @param length how many bytes of the body count
 * @param contentType null without a body
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would cost
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        byte[] body,
        int length,
        String contentType) {

    public static final String JSON = "application/json";
    public static final String LINES = "application/x-ndjson";

    /** A request without a body. */
    public static Request of(String method, String path, Map<String, String> parameters) {
        return new Request(method, path, parameters, null, 0, null);
    }

    /** A request with a JSON document. */
    public static Request of(
            String method, String path, Map<String, String> parameters, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new Request(method, path, parameters, body, body.length, JSON);
    }
}
