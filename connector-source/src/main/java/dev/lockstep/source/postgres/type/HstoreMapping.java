package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.HstoreMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** hstore as a map or as a JSON object of strings. */
final class HstoreMapping {

    private HstoreMapping() {}

    static Mapping of(HstoreMode mode, String placeholder) {
        Map<String, String> unavailable = Map.of(placeholder, placeholder);
        return switch (mode) {
            case MAP ->
                    Mapping.of(
                                    SchemaBuilder.map(
                                            Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
                                    HstoreMapping::parse,
                                    Map.of())
                            .withPlaceholder(unavailable);
            case JSON ->
                    Mapping.of(
                                    SemanticSchemas.json(),
                                    (text, from, to) -> json(parse(text, from, to)),
                                    "{}")
                            .withPlaceholder(json(unavailable));
        };
    }

    /** In a HashMap, whose order the JSON then has, as Debezium's. */
    private static Map<String, String> parse(byte[] text, int from, int to) {
        Map<String, String> pairs = new HashMap<>();
        int at = from;
        while (at < to) {
            int keyEnd = quoteAfter(text, at, to);
            String key = unescape(text, at + 1, keyEnd);
            at = expect("=>", text, keyEnd + 1, to);
            if (at < to && text[at] == 'N') {
                at = expect("NULL", text, at, to);
                pairs.put(key, null);
            } else {
                int valueEnd = quoteAfter(text, at, to);
                pairs.put(key, unescape(text, at + 1, valueEnd));
                at = valueEnd + 1;
            }
            if (at < to) {
                at = expect(", ", text, at, to);
                if (at == to) {
                    throw new MalformedTextException();
                }
            }
        }
        return pairs;
    }

    /** The quote that ends the string which starts with a quote at {@code at}. */
    private static int quoteAfter(byte[] text, int at, int to) {
        if (at >= to || text[at] != '"') {
            throw new MalformedTextException();
        }
        for (int i = at + 1; i < to; i++) {
            if (text[i] == '"') {
                return i;
            }
            if (text[i] == '\\') {
                i++;
            }
        }
        throw new MalformedTextException();
    }

    private static int expect(String token, byte[] text, int at, int to) {
        int end = at + token.length();
        if (end > to || !AsciiText.is(token, text, at, end)) {
            throw new MalformedTextException();
        }
        return end;
    }

    private static String unescape(byte[] text, int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '\\') {
                i++;
            }
            plain[length++] = text[i];
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    private static String json(Map<String, String> pairs) {
        StringBuilder out = new StringBuilder().append('{');
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            if (out.length() > 1) {
                out.append(',');
            }
            string(out, pair.getKey());
            out.append(':');
            if (pair.getValue() == null) {
                out.append("null");
            } else {
                string(out, pair.getValue());
            }
        }
        return out.append('}').toString();
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character < ' ') {
                control(out, character);
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }

    private static void control(StringBuilder out, char character) {
        int index = "\b\t\n\f\r".indexOf(character);
        if (index >= 0) {
            out.append('\\').append("btnfr".charAt(index));
        } else {
            out.append(character < 0x10 ? "\\u000" : "\\u001")
                    .append("0123456789ABCDEF".charAt(character & 0xF));
        }
    }
}
