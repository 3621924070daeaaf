package dev.lockstep.sink.opensearch.client;

import java.util.Map;

/**
 * One request.
 *
 * @param path from the root, encoded as a URL wants it
 * @param parameters of the query; values are encoded by the client
 * @param body null for none; not changed before the answer is there
 * @param length how many bytes of the body count
 * @param contentType null where there is no body
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        byte[] body,
        int length,
        String contentType) {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    /** A request without a body. */
    public static Request of(String method, String path, Map<String, String> parameters) {
        return new Request(method, path, parameters, null, 0, null);
    }

    /** A request with one JSON value. */
    public static Request json(
            String method, String path, Map<String, String> parameters, byte[] body) {
        return new Request(method, path, parameters, body, body.length, JSON);
    }

    /** A POST of JSON values, one per line. */
    public static Request lines(
            String path, Map<String, String> parameters, byte[] body, int length) {
        return new Request("POST", path, parameters, body, length, LINES);
    }
}
