package dev.lockstep.sink.typesense.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A request.
 *
 * @param action what it is for, for messages: "import documents"
 * @param path encoded, with its query
 * @param body null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Request(String action, String method, String path, String contentType, byte[] body) {

    private static final String JSON = "application/json";
    private static final String LINES = "text/plain";

    public static Request get(String action, String path) {
        return new Request(action, "GET", path, null, null);
    }

    public static Request delete(String action, String path) {
        return new Request(action, "DELETE", path, null, null);
    }

    public static Request post(String action, String path, byte[] json) {
        return new Request(action, "POST", path, JSON, json);
    }

    public static Request patch(String action, String path, byte[] json) {
        return new Request(action, "PATCH", path, JSON, json);
    }

    /** With one JSON text per line. */
    public static Request postLines(String action, String path, byte[] lines) {
        return new Request(action, "POST", path, LINES, lines);
    }

    /** The path of a collection. */
    public static String collection(String name) {
        return "/collections/" + encode(name);
    }

    /** A part of a path or of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
