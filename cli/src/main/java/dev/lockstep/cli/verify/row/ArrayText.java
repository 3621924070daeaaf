package dev.lockstep.cli.verify.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Reads PostgreSQL's text of an array once; bounds that stand before it are left out. */
final class ArrayText {

    private final String text;
    private int at;

    ArrayText(String text) {
        this.text = text;
        this.at = text.indexOf('{');
    }

    static boolean isOne(String text) {
        return text.startsWith("{") || (text.startsWith("[") && text.contains("]={"));
    }

    JsonNode read() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        at++;
        while (current() != '}') {
            if (current() == ',') {
                at++;
            }
            array.add(current() == '{' ? read() : element());
        }
        at++;
        return array;
    }

    private JsonNode element() {
        if (current() == '"') {
            return TextNode.valueOf(quoted());
        }
        int start = at;
        StringBuilder plain = new StringBuilder();
        while (current() != ',' && current() != '}') {
            if (current() == '\\') {
                at++;
            }
            plain.append(current());
            at++;
        }
        boolean isNull = text.substring(start, at).equalsIgnoreCase("NULL");
        return isNull ? NullNode.instance : TextNode.valueOf(plain.toString());
    }

    private String quoted() {
        StringBuilder plain = new StringBuilder();
        at++;
        while (current() != '"') {
            if (current() == '\\') {
                at++;
            }
            plain.append(current());
            at++;
        }
        at++;
        return plain.toString();
    }

    private char current() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("the array has no end");
        }
        return text.charAt(at);
    }
}
