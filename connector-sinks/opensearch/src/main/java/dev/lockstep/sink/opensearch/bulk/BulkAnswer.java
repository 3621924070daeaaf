package dev.lockstep.sink.opensearch.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads answers to bulk requests. */
final class BulkAnswer {

    /** What of an answer is asked for. */
    static final String FILTER =
            "errors,items.*.status,items.*.error.type,items.*.error.reason,"
                    + "items.*.error.caused_by.type";

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final List<Verdict> verdicts = new ArrayList<>();

    private BulkAnswer(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * One verdict per item, in their order; empty when all went well.
     *
     * @throws IOException when it is not such an answer
     */
    static List<Verdict> read(byte[] answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            BulkAnswer reading = new BulkAnswer(parser);
            return reading.hasErrors() ? reading.verdicts : List.of();
        }
    }

    private void expect(JsonToken token) throws IOException {
        if (parser.nextToken() != token) {
            throw new IOException("The answer is not one to a bulk request.");
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
            throw new IOException("The answer does not tell of errors.");
        }
        return true;
    }

    private void items() throws IOException {
        expect(JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            expect(JsonToken.FIELD_NAME);
            expect(JsonToken.START_OBJECT);
            verdicts.add(item());
            expect(JsonToken.END_OBJECT);
        }
    }

    private Verdict item() throws IOException {
        int status = 0;
        String[] error = new String[3];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("status")) {
                status = parser.getIntValue();
            } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
                error(error);
            } else {
                parser.skipChildren();
            }
        }
        return Verdict.of(status, error[0], error[1], error[2]);
    }

    /** Type, reason, and the type of the cause. */
    private void error(String[] error) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("type")) {
                error[0] = parser.getText();
            } else if (name.equals("reason")) {
                error[1] = parser.getText();
            } else if (name.equals("caused_by") && value == JsonToken.START_OBJECT) {
                String[] cause = new String[3];
                error(cause);
                error[2] = cause[0];
            } else {
                parser.skipChildren();
            }
        }
    }
}
