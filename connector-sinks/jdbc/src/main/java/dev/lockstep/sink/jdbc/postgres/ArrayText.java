package dev.lockstep.sink.jdbc.postgres;

import java.util.Collection;
import java.util.function.Function;

/** PostgreSQL's text of arrays. */
final class ArrayText {

    private ArrayText() {}

    static String of(Collection<?> elements, Function<Object, String> text, char delimiter) {
        StringBuilder out = new StringBuilder(elements.size() * 8 + 2).append('{');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                out.append(delimiter);
            }
            first = false;
            if (element == null) {
                out.append("NULL");
            } else if (element instanceof Collection<?> inner) {
                out.append(of(inner, text, delimiter));
            } else {
                quote(text.apply(element), out);
            }
        }
        return out.append('}').toString();
    }

    /** In quotes, within which only quotes and backslashes mean something. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                out.append('\\');
            }
            out.append(character);
        }
        out.append('"');
    }
}
