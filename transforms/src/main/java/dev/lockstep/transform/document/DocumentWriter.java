package dev.lockstep.transform.document;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as JSON; anything else as its text. */
final class DocumentWriter {

    private static final String HEX = "0123456789abcdef";

    private DocumentWriter() {}

    static void write(Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            object(map, text);
        } else if (value instanceof List<?> list) {
            array(list, text);
        } else if (value == null || value instanceof Boolean || isWritable(value)) {
            text.append(value);
        } else {
            string(value.toString(), text);
        }
    }

    /** JSON has no NaN and no infinity. */
    private static boolean isWritable(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private static void object(Map<?, ?> map, StringBuilder text) {
        text.append('{');
        Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<?, ?> member = members.next();
            string(String.valueOf(member.getKey()), text);
            text.append(": ");
            write(member.getValue(), text);
            text.append(members.hasNext() ? ", " : "");
        }
        text.append('}');
    }

    private static void array(List<?> list, StringBuilder text) {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            write(list.get(i), text);
        }
        text.append(']');
    }

    private static void string(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            character(string.charAt(i), text);
        }
        text.append('"');
    }

    private static void character(char c, StringBuilder text) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ') {
                    text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
