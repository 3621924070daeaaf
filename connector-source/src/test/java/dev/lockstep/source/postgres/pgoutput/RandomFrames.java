package dev.lockstep.source.postgres.pgoutput;

import java.util.SplittableRandom;

/**
 * Valid messages of every type at random. All text in them starts with {@link #SECRET}, so that a
 * test sees it wherever it leaks.
 */
final class RandomFrames {

    static final String SECRET = "s3cr3t";

    private static final String TYPES = "BCORYIUDTM";
    private static final String[] TEXTS = {"", "x", "köln", "日本", "🐘", "a longer text of ASCII"};

    private final SplittableRandom random;

    RandomFrames(SplittableRandom random) {
        this.random = random;
    }

    byte[] next() {
        char type = TYPES.charAt(random.nextInt(TYPES.length()));
        FrameWriter out = FrameWriter.frame(type);
        switch (type) {
            case 'B' -> out.int64(random.nextLong()).int64(time()).int32(random.nextInt());
            case 'C' -> out.int8(0).int64(random.nextLong()).int64(random.nextLong()).int64(time());
            case 'O' -> out.int64(random.nextLong()).string(text());
            case 'R' -> relation(out);
            case 'Y' -> out.int32(random.nextInt()).string(text()).string(text());
            case 'I' -> tuple(out.int32(random.nextInt()).int8('N'));
            case 'U' -> update(out.int32(random.nextInt()));
            case 'D' -> tuple(out.int32(random.nextInt()).int8(random.nextBoolean() ? 'K' : 'O'));
            case 'T' -> truncate(out);
            default -> logicalMessage(out);
        }
        return out.toBytes();
    }

    private void relation(FrameWriter out) {
        out.int32(random.nextInt()).string(text()).string(text());
        out.int8("dnfi".charAt(random.nextInt(4)));
        int columns = size();
        out.int16(columns);
        for (int i = 0; i < columns; i++) {
            out.column(random.nextInt(2), text(), random.nextInt(), random.nextInt());
        }
    }

    private void update(FrameWriter out) {
        switch (random.nextInt(3)) {
            case 0 -> tuple(out.int8('K'));
            case 1 -> tuple(out.int8('O'));
            default -> {}
        }
        tuple(out.int8('N'));
    }

    private void truncate(FrameWriter out) {
        int relations = size();
        out.int32(relations).int8(random.nextInt(4));
        for (int i = 0; i < relations; i++) {
            out.int32(random.nextInt());
        }
    }

    private void logicalMessage(FrameWriter out) {
        byte[] content = new byte[size()];
        random.nextBytes(content);
        out.int8(random.nextInt(2)).int64(random.nextLong()).string(text());
        out.int32(content.length).raw(content);
    }

    private void tuple(FrameWriter out) {
        int columns = size();
        out.int16(columns);
        for (int i = 0; i < columns; i++) {
            switch (random.nextInt(4)) {
                case 0 -> out.nullCell();
                case 1 -> out.unchangedCell();
                case 2 -> out.textCell(text());
                default -> out.binaryCell((byte) random.nextInt(), (byte) random.nextInt());
            }
        }
    }

    private String text() {
        return SECRET + TEXTS[random.nextInt(TEXTS.length)];
    }

    /** Mostly a few, at times as many as the server allows a table. */
    private int size() {
        return random.nextInt(500) == 0 ? 1600 : random.nextInt(8);
    }

    private long time() {
        return random.nextLong(-1_000_000_000_000L, 4_000_000_000_000_000L);
    }
}
