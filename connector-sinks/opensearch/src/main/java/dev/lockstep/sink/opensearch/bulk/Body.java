package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of one bulk request and the items that they are of. Used again and again. */
final class Body {

    private static final int INITIAL = 1 << 16;

    private byte[] bytes = new byte[INITIAL];
    private int length;
    private final List<Item> items = new ArrayList<>();

    /**
     * Makes it empty.
     *
     * @param retained beyond how many bytes memory is given up
     */
    void clear(long retained) {
        if (bytes.length > Math.max(INITIAL, retained)) {
            bytes = new byte[INITIAL];
        }
        length = 0;
        items.clear();
    }

    void add(Item item, JsonBytes lines) {
        int more = lines.length();
        if (more > bytes.length - length) {
            long needed = (long) length + more;
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2 * needed));
        }
        lines.copyTo(bytes, length);
        length += more;
        items.add(item);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Not to be kept: it changes when the body is used again. */
    List<Item> items() {
        return items;
    }
}
