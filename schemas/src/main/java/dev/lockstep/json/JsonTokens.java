package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** Where tokens come from, and what all readers of them share. */
final class JsonTokens {

    /**
     * Tolerates what Kafka's converter tolerates. Its buffers are its own, not the thread's, which
     * may outlive the plugin's class loader.
     */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .build();

    private JsonTokens() {}

    static JsonParser open(byte[] json, int start) throws IOException {
        return FACTORY.createParser(json, start, json.length - start);
    }

    /** Where the text begins: behind a byte order mark, if there is one. */
    static int start(byte[] json) {
        boolean marked =
                json.length >= 3
                        && json[0] == (byte) 0xEF
                        && json[1] == (byte) 0xBB
                        && json[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /** What stands there, in words. */
    static String name(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a null";
        };
    }
}
