package dev.lockstep.source.postgres.type;

/** Spellings of values that are made of others: arrays, ranges, hstore. */
final class ElementSpellings {

    private static final int RANGE_EMPTY = 0x01;
    private static final int RANGE_LOWER_INCLUSIVE = 0x02;
    private static final int RANGE_UPPER_INCLUSIVE = 0x04;
    private static final int RANGE_LOWER_INFINITE = 0x08;
    private static final int RANGE_UPPER_INFINITE = 0x10;

    private static final int MAX_DIMENSIONS = 6;

    private ElementSpellings() {}

    /** An array: dimensions, whether there are nulls, the type, size and bound per dimension. */
    static Spelling array(Spelling element, char delimiter) {
        SpelledText scratch = new SpelledText();
        return (bytes, from, to, out) -> {
            int dimensions = BinaryInts.int32At(bytes, from, to);
            if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
                throw new MalformedTextException();
            }
            if (dimensions == 0) {
                out.put("{}");
                return;
            }
            int bounds = from + 12;
            int elements = bounds + 8 * dimensions;
            BinaryInts.requireBytes(elements - from, from, to);
            bounds(bytes, bounds, dimensions, to, out);
            ArrayWriter writer = new ArrayWriter(element, delimiter, scratch, out);
            writer.at = elements;
            writer.dimension(bytes, bounds, dimensions, to);
            if (writer.at != to) {
                throw new MalformedTextException();
            }
        };
    }

    /** Written only if a dimension does not start at 1. */
    private static void bounds(byte[] bytes, int at, int dimensions, int to, SpelledText out) {
        boolean plain = true;
        for (int i = 0; i < dimensions; i++) {
            plain &= BinaryInts.int32At(bytes, at + 8 * i + 4, to) == 1;
        }
        if (plain) {
            return;
        }
        for (int i = 0; i < dimensions; i++) {
            int size = BinaryInts.int32At(bytes, at + 8 * i, to);
            int lower = BinaryInts.int32At(bytes, at + 8 * i + 4, to);
            out.put('[').number(lower).put(':').number((long) lower + size - 1).put(']');
        }
        out.put('=');
    }

    /** Writes the elements of one array. */
    private static final class ArrayWriter {

        private final Spelling element;
        private final char delimiter;
        private final SpelledText scratch;
        private final SpelledText out;
        private int at;

        ArrayWriter(Spelling element, char delimiter, SpelledText scratch, SpelledText out) {
            this.element = element;
            this.delimiter = delimiter;
            this.scratch = scratch;
            this.out = out;
        }

        void dimension(byte[] bytes, int bounds, int dimensions, int to) {
            int size = BinaryInts.int32At(bytes, bounds, to);
            if (size < 1) {
                throw new MalformedTextException();
            }
            out.put('{');
            for (int i = 0; i < size; i++) {
                if (i > 0) {
                    out.put(delimiter);
                }
                if (dimensions > 1) {
                    dimension(bytes, bounds + 8, dimensions - 1, to);
                } else {
                    element(bytes, to);
                }
            }
            out.put('}');
        }

        private void element(byte[] bytes, int to) {
            int length = BinaryInts.int32At(bytes, at, to);
            at += Integer.BYTES;
            if (length == -1) {
                out.put("NULL");
                return;
            }
            BinaryInts.requireBytes(length, at, to);
            element.spell(bytes, at, at + length, scratch.clear());
            at += length;
            if (needsQuotes()) {
                quoted(scratch, "\\", out);
            } else {
                out.put(scratch.bytes(), 0, scratch.length());
            }
        }

        private boolean needsQuotes() {
            if (scratch.length() == 0 || isNull(scratch)) {
                return true;
            }
            for (int i = 0; i < scratch.length(); i++) {
                byte character = scratch.bytes()[i];
                if (character == delimiter
                        || isSpace(character)
                        || "\"\\{}".indexOf(character) >= 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isNull(SpelledText text) {
        return text.length() == 4 && text.toString().equalsIgnoreCase("null");
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    /**
     * @param escape before a quote and a backslash; empty to double them
     */
    private static void quoted(SpelledText text, String escape, SpelledText out) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            byte character = text.bytes()[i];
            if (character == '"' || character == '\\') {
                if (escape.isEmpty()) {
                    out.put(character);
                } else {
                    out.put(escape);
                }
            }
            out.put(character);
        }
        out.put('"');
    }

    /** A range: flags, then the bounds that it has. */
    static Spelling range(Spelling bound) {
        SpelledText scratch = new SpelledText();
        return (bytes, from, to, out) -> {
            int flags = BinaryInts.int8At(bytes, from, to);
            if ((flags & RANGE_EMPTY) != 0) {
                out.put("empty");
                return;
            }
            out.put((flags & RANGE_LOWER_INCLUSIVE) != 0 ? '[' : '(');
            int at = from + 1;
            if ((flags & RANGE_LOWER_INFINITE) == 0) {
                at = bound(bound, bytes, at, to, scratch, out);
            }
            out.put(',');
            if ((flags & RANGE_UPPER_INFINITE) == 0) {
                at = bound(bound, bytes, at, to, scratch, out);
            }
            BinaryInts.requireSize(0, at, to);
            out.put((flags & RANGE_UPPER_INCLUSIVE) != 0 ? ']' : ')');
        };
    }

    private static int bound(
            Spelling bound, byte[] bytes, int at, int to, SpelledText scratch, SpelledText out) {
        int length = BinaryInts.int32At(bytes, at, to);
        int start = at + Integer.BYTES;
        BinaryInts.requireBytes(length, start, to);
        bound.spell(bytes, start, start + length, scratch.clear());
        boolean quotes = scratch.length() == 0;
        for (int i = 0; i < scratch.length(); i++) {
            byte character = scratch.bytes()[i];
            quotes |= isSpace(character) || "\"\\()[],".indexOf(character) >= 0;
        }
        if (quotes) {
            quoted(scratch, "", out);
        } else {
            out.put(scratch.bytes(), 0, scratch.length());
        }
        return start + length;
    }

    /** A multirange: the number of its ranges, then each with its length. */
    static Spelling multirange(Spelling range) {
        return (bytes, from, to, out) -> {
            int count = BinaryInts.int32At(bytes, from, to);
            int at = from + Integer.BYTES;
            out.put('{');
            for (int i = 0; i < count; i++) {
                int length = BinaryInts.int32At(bytes, at, to);
                at += Integer.BYTES;
                BinaryInts.requireBytes(length, at, to);
                if (i > 0) {
                    out.put(',');
                }
                range.spell(bytes, at, at + length, out);
                at += length;
            }
            BinaryInts.requireSize(0, at, to);
            out.put('}');
        };
    }

    /** The {@link Spelling} of hstore: the number of pairs, then keys and values. */
    static void hstore(byte[] bytes, int from, int to, SpelledText out) {
        int count = BinaryInts.int32At(bytes, from, to);
        SpelledText scratch = new SpelledText();
        int at = from + Integer.BYTES;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.put(", ");
            }
            at = text(bytes, at, to, scratch, out);
            out.put("=>");
            at = text(bytes, at, to, scratch, out);
        }
        BinaryInts.requireSize(0, at, to);
    }

    private static int text(byte[] bytes, int at, int to, SpelledText scratch, SpelledText out) {
        int length = BinaryInts.int32At(bytes, at, to);
        int start = at + Integer.BYTES;
        if (length == -1) {
            out.put("NULL");
            return start;
        }
        BinaryInts.requireBytes(length, start, to);
        quoted(scratch.clear().put(bytes, start, start + length), "\\", out);
        return start + length;
    }
}
