package dev.lockstep.sink.opensearch.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.ServerError;
import dev.lockstep.sink.opensearch.index.OwnFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads answers to requests for documents. Members are cut out of the answer as the bytes they are,
 * so that no number loses a digit.
 */
final class StoredAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] answer;
    private final JsonParser parser;
    private final Set<String> wanted;

    private StoredAnswer(byte[] answer, JsonParser parser, Set<String> wanted) {
        this.answer = answer;
        this.parser = parser;
        this.wanted = wanted;
    }

    /**
     * The documents, in the order in which they were asked for.
     *
     * @throws IOException when it is not such an answer
     */
    static List<Stored> read(byte[] answer, int count, Set<String> wanted) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            List<Stored> documents = new StoredAnswer(answer, parser, wanted).documents();
            if (documents.size() != count) {
                throw new IOException("it is not the answer to what was asked");
            }
            return documents;
        }
    }

    private void expect(JsonToken token) throws IOException {
        if (parser.nextToken() != token) {
            throw new IOException("it is not the answer to what was asked");
        }
    }

    private List<Stored> documents() throws IOException {
        List<Stored> documents = new ArrayList<>();
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            expect(JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                documents.add(document());
            }
        }
        return documents;
    }

    private Stored document() throws IOException {
        boolean found = false;
        long version = -1;
        Source source = new Source(false, Map.of());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "found" -> found = parser.getBooleanValue();
                case "_version" -> version = parser.getLongValue();
                case "_source" -> source = source();
                case "error" -> checkError();
                default -> parser.skipChildren();
            }
        }
        return found ? new Stored(true, version, source.deleted(), source.members()) : Stored.NONE;
    }

    private record Source(boolean deleted, Map<String, byte[]> members) {}

    private Source source() throws IOException {
        boolean deleted = false;
        Map<String, byte[]> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            if (name.equals(OwnFields.DELETED)) {
                deleted = value == JsonToken.VALUE_TRUE;
            }
            parser.skipChildren();
            if (wanted.contains(name)) {
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                members.put(name, Arrays.copyOfRange(answer, start, end));
            }
        }
        return new Source(deleted, members);
    }

    /** An index that is not there has no documents; any other error may pass. */
    private void checkError() throws IOException {
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            parser.skipChildren();
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                members.put(name, parser.getText());
            }
        }
        ServerError error = ServerError.of(members);
        if (!error.type().equals("index_not_found_exception")) {
            throw new TargetException.Transient(
                    "Cannot read documents of the cluster: "
                            + error
                            + ". They are asked for again until it answers.",
                    null);
        }
    }
}
