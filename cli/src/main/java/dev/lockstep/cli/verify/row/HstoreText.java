package dev.lockstep.cli.verify.row;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PostgreSQL's text of an hstore, in which every text stands in quotes. */
final class HstoreText {

    private static final Pattern PAIR =
            Pattern.compile(
                    "\"((?:[^\"\\\\]|\\\\.)*)\"=>(?:NULL|\"((?:[^\"\\\\]|\\\\.)*)\")(?:, )?",
                    Pattern.DOTALL);

    private final String text;

    HstoreText(String text) {
        this.text = text;
    }

    ObjectNode read() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            object.put(plain(pair.group(1)), pair.group(2) == null ? null : plain(pair.group(2)));
            end = pair.end();
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("no hstore");
        }
        return object;
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
