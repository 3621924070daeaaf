package dev.lockstep.source.postgres.type;

/** Spellings of addresses of networks and hosts. */
final class NetworkSpellings {

    private static final int HEADER = 4;
    private static final int VERSION_4_BYTES = 4;
    private static final int VERSION_6_WORDS = 8;

    private NetworkSpellings() {}

    /** A {@link Spelling} of inet and cidr: family, bits of the network, which of the two, size. */
    static void address(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireBytes(HEADER, from, to);
        int bits = bytes[from + 1] & 0xFF;
        boolean network = bytes[from + 2] != 0;
        int size = bytes[from + 3];
        BinaryInts.requireSize(HEADER + size, from, to);
        if (size == VERSION_4_BYTES) {
            version4(bytes, from + HEADER, out);
        } else if (size == 2 * VERSION_6_WORDS) {
            version6(bytes, from + HEADER, to, out);
        } else {
            throw new MalformedTextException();
        }
        if (network || bits != 8 * size) {
            out.put('/').number(bits);
        }
    }

    private static void version4(byte[] bytes, int from, SpelledText out) {
        for (int i = 0; i < VERSION_4_BYTES; i++) {
            if (i > 0) {
                out.put('.');
            }
            out.number(bytes[from + i] & 0xFF);
        }
    }

    /** The longest run of zeros is left out; an address of version 4 inside is written as such. */
    private static void version6(byte[] bytes, int from, int to, SpelledText out) {
        int[] words = new int[VERSION_6_WORDS];
        for (int i = 0; i < VERSION_6_WORDS; i++) {
            words[i] = BinaryInts.int16At(bytes, from + 2 * i, to) & 0xFFFF;
        }
        int start = longestZeros(words);
        int end = start < 0 ? -1 : endOfZeros(words, start);
        for (int i = 0; i < VERSION_6_WORDS; i++) {
            if (i >= start && i < end) {
                if (i == start) {
                    out.put(':');
                }
                continue;
            }
            if (i != 0) {
                out.put(':');
            }
            if (i == 6 && start == 0 && endsInVersion4(words, end)) {
                version4(bytes, from + 12, out);
                return;
            }
            out.put(Integer.toHexString(words[i]));
        }
        if (end == VERSION_6_WORDS) {
            out.put(':');
        }
    }

    private static boolean endsInVersion4(int[] words, int end) {
        return end == 6 || (end == 7 && words[7] != 1) || (end == 5 && words[5] == 0xFFFF);
    }

    /** Where the first of the longest runs of at least two zeros starts; -1 for none. */
    private static int longestZeros(int[] words) {
        int best = -1;
        int longest = 1;
        for (int i = 0; i < words.length; i++) {
            int length = endOfZeros(words, i) - i;
            if (length > longest) {
                best = i;
                longest = length;
            }
        }
        return best;
    }

    private static int endOfZeros(int[] words, int from) {
        int end = from;
        while (end < words.length && words[end] == 0) {
            end++;
        }
        return end;
    }

    /** The {@link Spelling} of a hardware address. */
    static Spelling hardware(int size) {
        return (bytes, from, to, out) -> {
            BinaryInts.requireSize(size, from, to);
            for (int i = from; i < to; i++) {
                if (i > from) {
                    out.put(':');
                }
                out.hex(bytes[i]);
            }
        };
    }
}
