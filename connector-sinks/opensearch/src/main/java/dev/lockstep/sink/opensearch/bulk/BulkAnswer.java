package dev.lockstep.sink.opensearch.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lockstep.sink.opensearch.client.ServerError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads answers to bulk requests, and no further than needs be. */
final class BulkAnswer {

    /** What of an answer is asked for; items come behind whether any of them has an error. */
    static final String FILTER =
            "errors,items.*.status,items.*.error.type,items.*.error.reason,"
                    + "items.*.error.caused_by";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int CONFLICT = 409;

    private final JsonParser parser;
    private final List<ItemResult> results = new ArrayList<>();

    private BulkAnswer(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * One result per item, in their order; empty when all went well.
     *
     * @throws IOException when it is not such an answer
     */
    static List<ItemResult> read(byte[] answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            BulkAnswer reading = new BulkAnswer(parser);
            if (!reading.hasErrors()) {
                return List.of();
            }
            if (reading.results.isEmpty()) {
                throw new IOException("it does not tell which items have errors");
            }
            return reading.results;
        }
    }

    private void expect(JsonToken token) throws IOException {
        if (parser.nextToken() != token) {
            throw new IOException("it is not the answer to a bulk request");
        }
    }

    private boolean hasErrors() throws IOException {
        boolean told = false;
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (name.equals("errors")) {
                told = true;
                if (parser.nextToken() == JsonToken.VALUE_FALSE) {
                    return false;
                }
            } else if (name.equals("items")) {
                items();
            } else {
                parser.nextToken();
                parser.skipChildren();
            }
        }
        if (!told) {
            throw new IOException("it does not tell of errors");
        }
        return true;
    }

    private void items() throws IOException {
        expect(JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            expect(JsonToken.FIELD_NAME);
            expect(JsonToken.START_OBJECT);
            results.add(item());
            expect(JsonToken.END_OBJECT);
        }
    }

    private ItemResult item() throws IOException {
        int status = 0;
        Object error = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("status")) {
                status = parser.getIntValue();
            } else if (name.equals("error") && status != CONFLICT) {
                error = value();
            } else {
                parser.skipChildren();
            }
        }
        if (status == 0) {
            throw new IOException("an item in it has no status");
        }
        return status == CONFLICT ? ItemResult.STALE : ItemResult.of(status, ServerError.of(error));
    }

    /** A text or an object of such; others count as nothing. */
    private Object value() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value());
        }
        return members;
    }
}
