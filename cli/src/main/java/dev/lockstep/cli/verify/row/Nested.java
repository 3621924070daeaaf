package dev.lockstep.cli.verify.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Values with values in them: JSON, arrays, and maps of texts. */
final class Nested {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final UnaryOperator<String> element;

    /**
     * @param element the spelling of an array's elements
     */
    Nested(UnaryOperator<String> element) {
        this.element = element;
    }

    /** JSON with its members in order, and numbers by their value. */
    static String json(String text) {
        return sorted(read(text)).toString();
    }

    /** PostgreSQL's {@code "a"=>"1"}, or an object. */
    static String map(String text) {
        return text.startsWith("{") ? json(text) : sorted(new HstoreText(text).read()).toString();
    }

    /** PostgreSQL's <code>{1,NULL}</code>, or an array of JSON. */
    String array(String text) {
        JsonNode read = ArrayText.isOne(text) ? new ArrayText(text).read() : read(text);
        return spelled(read).toString();
    }

    private JsonNode spelled(JsonNode value) {
        if (value.isArray()) {
            ArrayNode all = JSON.createArrayNode();
            value.forEach(each -> all.add(spelled(each)));
            return all;
        }
        if (value.isNull()) {
            return NullNode.instance;
        }
        return TextNode.valueOf(element.apply(text(value)));
    }

    /** The text that stands for a value of a document. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        return value.isNumber() ? value.decimalValue().toString() : value.toString();
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            value.properties()
                    .forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            ObjectNode object = JSON.createObjectNode();
            members.forEach(object::set);
            return object;
        }
        if (value.isArray()) {
            ArrayNode elements = JSON.createArrayNode();
            value.forEach(each -> elements.add(sorted(each)));
            return elements;
        }
        return value.isNumber() ? DecimalNode.valueOf(plain(value.decimalValue())) : value;
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
