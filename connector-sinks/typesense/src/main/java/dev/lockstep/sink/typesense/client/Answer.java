package dev.lockstep.sink.typesense.client;

import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import dev.lockstep.sink.apply.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a node has answered. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, byte[] body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The answer as a JSON object.
     *
     * @throws TargetException.Transient when it is none, as of a proxy in between
     */
    public Map<?, ?> json() {
        return object(text());
    }

    /**
     * A line of an answer.
     *
     * @throws TargetException.Transient when it is no JSON object
     */
    public static Map<?, ?> object(String text) {
        try {
            if (JsonText.read(text) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (MalformedJsonException e) {
            // Said below; the text may hold values of rows.
        }
        throw new TargetException.Transient(
                "Cannot read an answer of the server: it is no JSON object. Check that"
                        + " connection.url is a Typesense server's; it is tried again.",
                null);
    }

    /** The server's message where the answer is an error; never to be shown. */
    String message() {
        try {
            Object message =
                    JsonText.read(text()) instanceof Map<?, ?> map ? map.get("message") : null;
            return message instanceof String text ? text : "";
        } catch (MalformedJsonException e) {
            return "";
        }
    }
}
