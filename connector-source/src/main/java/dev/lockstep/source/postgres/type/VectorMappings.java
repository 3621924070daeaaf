package dev.lockstep.source.postgres.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** pgvector's types. */
final class VectorMappings {

    private VectorMappings() {}

    static Mapping vector() {
        return Mapping.of(SemanticSchemas.doubleVector(), list(FloatText::float64), List.of());
    }

    static Mapping halfVector() {
        return Mapping.of(SemanticSchemas.floatVector(), list(FloatText::float32), List.of());
    }

    static Mapping sparseVector() {
        return new Mapping(
                SemanticSchemas.sparseDoubleVector(),
                schema -> (text, from, to) -> sparse(schema, text, from, to),
                schema -> struct(schema, (short) 0, Map.of()),
                null);
    }

    /** {@code [1,2.5,3]}. */
    private static Parser list(Parser number) {
        return (text, from, to) -> {
            if (to - from < 2 || text[from] != '[' || text[to - 1] != ']') {
                throw new MalformedTextException();
            }
            List<Object> numbers = new ArrayList<>();
            for (int at = from + 1; at < to; ) {
                int comma = indexOf(',', text, at, to - 1);
                numbers.add(number.parse(text, at, comma));
                at = comma + 1;
            }
            return numbers;
        };
    }

    /** {@code {1:1.5,3:2}/5}. The schema counts dimensions up to 32767, pgvector further. */
    private static Object sparse(Schema schema, byte[] text, int from, int to) {
        int close = indexOf('}', text, from, to);
        if (to - close < 3 || text[from] != '{' || text[close + 1] != '/') {
            throw new MalformedTextException();
        }
        int dimensions = AsciiNumbers.int32(text, close + 2, to);
        if (dimensions > Short.MAX_VALUE) {
            return AsciiText.inexact(null, text, from, to);
        }
        Map<Short, Double> elements = new HashMap<>();
        for (int at = from + 1; at < close; ) {
            int comma = indexOf(',', text, at, close);
            int colon = indexOf(':', text, at, comma);
            if (colon == comma) {
                throw new MalformedTextException();
            }
            elements.put(
                    AsciiNumbers.int16(text, at, colon), FloatText.float64(text, colon + 1, comma));
            at = comma + 1;
        }
        return struct(schema, (short) dimensions, elements);
    }

    private static Struct struct(Schema schema, short dimensions, Map<Short, Double> elements) {
        return new Struct(schema).put("dimensions", dimensions).put("vector", elements);
    }

    private static int indexOf(char character, byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != character) {
            i++;
        }
        return i;
    }
}
