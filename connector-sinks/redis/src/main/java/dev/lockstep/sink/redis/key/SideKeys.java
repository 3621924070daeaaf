package dev.lockstep.sink.redis.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys that hold positions: of {@code user:1} it is {@code lockstep{user:1}}, of {@code
 * {shop}:user:1} it is {@code lockstep:{shop}:user:1}. A cluster so has both in one slot: braces
 * make the whole key the part that decides, and where a key has braces of its own they stay the
 * first. No two keys have the same.
 */
public final class SideKeys {

    private static final byte CLOSING = '}';

    private final byte[] prefix;

    public SideKeys(String prefix) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    /** The side key of a key. */
    public byte[] of(byte[] key) {
        boolean braces = hasClosing(key);
        byte[] side = Arrays.copyOf(prefix, prefix.length + key.length + (braces ? 1 : 2));
        side[prefix.length] = (byte) (braces ? ':' : '{');
        System.arraycopy(key, 0, side, prefix.length + 1, key.length);
        if (!braces) {
            side[side.length - 1] = CLOSING;
        }
        return side;
    }

    /** The key whose side key this is. */
    public byte[] keyOf(byte[] side) {
        int from = prefix.length + 1;
        return Arrays.copyOfRange(
                side, from, side[prefix.length] == '{' ? side.length - 1 : side.length);
    }

    /** A pattern of the side keys of keys that begin so. */
    public String pattern(String keyPrefix) {
        return glob(new String(prefix, StandardCharsets.UTF_8)) + "[{:]" + glob(keyPrefix) + "*";
    }

    /**
     * Whether the braces of a key may be no hash tag, so that its side key may have another slot.
     */
    public static boolean hasClosing(byte[] key) {
        for (byte b : key) {
            if (b == CLOSING) {
                return true;
            }
        }
        return false;
    }

    /** A text as the pattern that matches nothing else. */
    public static String glob(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("*?[]^\\".indexOf(c) >= 0) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.toString();
    }
}
