package dev.lockstep.sink.redis.value;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The members of a JSON object that is stored, as they are written, for columns that a change does
 * not carry. Numbers keep all their digits, for nothing is read of a value but where it ends.
 */
public final class StoredDocument {

    private final byte[] text;
    private final Map<String, byte[]> members = new HashMap<>();
    private int at;

    private StoredDocument(byte[] text) {
        this.text = text;
    }

    /** Reads a document; null where the text is not an object. */
    public static StoredDocument parse(byte[] text) {
        StoredDocument document = new StoredDocument(text);
        try {
            return document.object() ? document : null;
        } catch (ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    /**
     * A row with the members that it lacks taken from here.
     *
     * @param members the row's own, without braces
     * @return null when the document lacks one of them
     */
    public byte[] complete(RowImage row, byte[] members, JsonBytes out) {
        out.clear();
        out.raw('{');
        out.raw(members);
        boolean first = members.length == 0;
        for (int i : row.unavailable().stream().toArray()) {
            RowShape.Column column = row.shape().columns().get(i);
            byte[] stored = this.members.get(column.name());
            if (stored == null) {
                return null;
            }
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.string(column.name());
            out.raw(':');
            out.raw(stored);
        }
        out.raw('}');
        return out.toBytes();
    }

    private boolean object() {
        skipBlanks();
        if (text[at++] != '{') {
            return false;
        }
        skipBlanks();
        if (text[at] == '}') {
            return true;
        }
        while (true) {
            skipBlanks();
            int from = at;
            skipString();
            String name = JsonStrings.unquoted(text, from, at);
            skipBlanks();
            if (text[at++] != ':') {
                return false;
            }
            skipBlanks();
            int value = at;
            skipValue();
            members.put(name, Arrays.copyOfRange(text, value, at));
            skipBlanks();
            byte next = text[at++];
            if (next != ',') {
                return next == '}';
            }
        }
    }

    private void skipBlanks() {
        while (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t') {
            at++;
        }
    }

    private void skipString() {
        at++;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    /** To behind the value, to the comma or brace that ends it. */
    private void skipValue() {
        int depth = 0;
        while (true) {
            byte b = text[at];
            if (b == '"') {
                skipString();
                continue;
            }
            if (depth == 0 && (b == ',' || b == '}')) {
                return;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            at++;
        }
    }
}
