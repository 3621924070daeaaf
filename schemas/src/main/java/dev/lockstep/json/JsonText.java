package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.lockstep.json.SchemalessReader.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * JSON texts as maps, lists, strings, numbers, booleans and nulls, and the other way round. Reading
 * is strict, refuses more than 200 levels and numbers of more than 1000 characters, and keeps the
 * order of members; of several with one name the last counts. For any thread.
 */
public final class JsonText {

    /** What is read from a parser. */
    private interface Part<T> {
        T read(JsonParser json) throws IOException, Refusal;
    }

    /** Whole numbers are never cut. */
    private record Exact(Function<String, ? extends Number> fractions) implements Numbers {
        @Override
        public Number whole(JsonParser json) throws IOException {
            return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? json.getBigIntegerValue()
                    : (Number) json.getLongValue();
        }

        @Override
        public Number fraction(JsonParser json) throws IOException {
            return fractions.apply(json.getText());
        }
    }

    private static final SchemalessReader EXACT = new SchemalessReader(new Exact(BigDecimal::new));
    private static final SchemalessReader DOUBLES =
            new SchemalessReader(new Exact(Double::valueOf));

    private JsonText() {}

    /**
     * Reads a value. Numbers are exact: whole ones are Long, or BigInteger beyond, others
     * BigDecimal as written.
     *
     * @throws MalformedJsonException when the text is not exactly one value
     */
    public static Object read(String text) {
        return read(text, EXACT::read);
    }

    /**
     * Reads a value as {@link #read} does, but with Double for what is written with a fraction or
     * an exponent.
     */
    public static Object readWithDoubles(String text) {
        return read(text, DOUBLES::read);
    }

    /**
     * Reads an object into text by name: strings without their quotes, all else as it is written;
     * nulls are left out.
     *
     * @throws MalformedJsonException when the text is not exactly one object
     */
    public static Map<String, String> readMembers(String text) {
        return read(text, json -> members(json, text));
    }

    private static <T> T read(String text, Part<T> part) {
        try (JsonParser json = JsonTokens.open(text)) {
            return whole(json, part);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed.", e);
        }
    }

    private static <T> T whole(JsonParser json, Part<T> part) throws IOException {
        try {
            if (json.nextToken() == null) {
                throw malformed("it is empty", json);
            }
            T value = part.read(json);
            if (json.nextToken() != null) {
                throw malformed("something follows the value", json);
            }
            return value;
        } catch (StreamConstraintsException e) {
            boolean deep = json.getParsingContext().getNestingDepth() >= JsonTokens.MAX_TEXT_DEPTH;
            throw malformed(deep ? "it is nested too deeply" : "a number is too long", json);
        } catch (JsonEOFException e) {
            throw malformed("it ends too early", json);
        } catch (IOException e) {
            // Its message quotes the text.
            throw malformed("it is malformed", json);
        } catch (Refusal e) {
            throw malformed(e.getMessage(), json);
        }
    }

    private static MalformedJsonException malformed(String reason, JsonParser json) {
        return new MalformedJsonException(reason, json.currentLocation().getCharOffset());
    }

    private static Map<String, String> members(JsonParser json, String text)
            throws IOException, Refusal {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal("it is " + JsonTokens.name(json.currentToken()) + ", not an object,");
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            String value = token.isScalarValue() ? json.getText() : nested(json, text);
            if (token == JsonToken.VALUE_NULL) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
        }
        return members;
    }

    private static String nested(JsonParser json, String text) throws IOException {
        int from = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        return text.substring(from, (int) json.currentLocation().getCharOffset());
    }

    /** Writes a value in as few characters as it takes; what JSON has no form for is its text. */
    public static String write(Object value) {
        return TextWriter.write(value, false);
    }

    /** Writes a value as {@link #write} does, with a space behind each colon and comma. */
    public static String writeSpaced(Object value) {
        return TextWriter.write(value, true);
    }
}
