package dev.lockstep.source.postgres.pgoutput;

/** Reads rows of COPY's binary format: the values are the very bytes that the log has of them. */
public final class CopyBinary {

    private CopyBinary() {}

    /**
     * The row in {@code bytes[from, bytes.length)}.
     *
     * @param texts which columns were selected as text
     */
    public static Tuple tuple(byte[] bytes, int from, boolean[] texts) {
        FrameReader in = new FrameReader(bytes, from, bytes.length - from, "COPY row");
        int columns = in.checkedCount(in.int16("column count"), Integer.BYTES, "column count");
        if (columns != texts.length) {
            throw in.malformed("it has not the columns that were selected");
        }
        byte[] cell = new byte[bytes.length - from + columns];
        int[] cells = new int[columns];
        int out = 0;
        for (int i = 0; i < columns; i++) {
            cells[i] = out;
            int at = in.position();
            if (in.int32("column length") == -1) {
                cell[out++] = 'n';
                continue;
            }
            in.backTo(at);
            in.skipCounted("column length");
            cell[out++] = (byte) (texts[i] ? 't' : 'b');
            System.arraycopy(bytes, at, cell, out, in.position() - at);
            out += in.position() - at;
        }
        in.end();
        return new Tuple(cell, cells);
    }
}
