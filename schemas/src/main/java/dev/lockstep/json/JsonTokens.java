package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.Writer;

/** Where tokens come from, and what all readers of them share. */
final class JsonTokens {

    /**
     * Tolerates what Kafka's converter tolerates. Its buffers are its own, not the thread's, which
     * may outlive the plugin's class loader.
     */
    private static final JsonFactory FACTORY =
            builder().enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS).build();

    static final int MAX_TEXT_DEPTH = 200;

    /**
     * Of texts that are no records. A string may be as long as the text, which is in memory anyway;
     * a number may not, because its value takes more time than its text.
     */
    private static final JsonFactory STRICT =
            builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_TEXT_DEPTH)
                                    .maxNumberLength(1000)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private JsonTokens() {}

    private static JsonFactoryBuilder builder() {
        JsonFactoryBuilder builder = new JsonFactoryBuilder();
        builder.disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
        builder.disable(JsonFactory.Feature.CHARSET_DETECTION);
        return builder.recyclerPool(JsonRecyclerPools.newConcurrentDequePool());
    }

    static JsonParser open(String json) throws IOException {
        return STRICT.createParser(json);
    }

    static JsonGenerator writer(Writer target) throws IOException {
        return STRICT.createGenerator(target);
    }

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
