package dev.lockstep.source.postgres.record;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How much of a snapshot has been handed over. Tables are read in the order of their OIDs, so that
 * thousands of finished ones take one number. Immutable: bit sets are not to be written to.
 *
 * @param through tables with an OID up to this are finished, but for the ones listed; unsigned
 * @param unfinished the tables up to there of which chunks are missing
 */
public record SnapshotProgress(long through, List<Unfinished> unfinished) {

    /**
     * A table of which chunks are missing.
     *
     * @param oid of the table or partition that holds the rows
     * @param fileNode of the file that its chunks count in; another one has other row places
     * @param chunkPages how many pages a chunk has
     * @param xmin rows of older transactions are complete in the finished chunks
     * @param done the finished chunks
     */
    public record Unfinished(long oid, long fileNode, int chunkPages, long xmin, BitSet done) {}

    /** Nothing has been read. */
    public static final SnapshotProgress NONE = new SnapshotProgress(0, List.of());

    private static final String VERSION = "1";

    public SnapshotProgress {
        unfinished = List.copyOf(unfinished);
    }

    /** Reads what {@link #toString} has written. */
    static SnapshotProgress parse(String text) {
        try {
            String[] parts = text.split(";", -1);
            if (!parts[0].equals(VERSION)) {
                throw unreadable(null);
            }
            List<Unfinished> unfinished = new ArrayList<>();
            for (int i = 2; i < parts.length; i++) {
                unfinished.add(table(parts[i].split("/", -1)));
            }
            return new SnapshotProgress(Long.parseLong(parts[1]), unfinished);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw unreadable(e);
        }
    }

    private static Unfinished table(String[] fields) {
        BitSet done = new BitSet();
        for (String range : fields[4].split(",", -1)) {
            if (!range.isEmpty()) {
                String[] ends = range.split("-", -1);
                done.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        }
        return new Unfinished(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Integer.parseInt(fields[2]),
                Long.parseLong(fields[3]),
                done);
    }

    private static ConnectException unreadable(Exception cause) {
        return new ConnectException(
                "Cannot resume the snapshot: its progress in the stored offset is not of a form"
                        + " that this version writes. Delete the offsets of this connector (DELETE"
                        + " /connectors/<name>/offsets) to take the snapshot again.",
                cause);
    }

    /** {@code 1;through;oid/file node/pages/xmin/0-3,5;…} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(VERSION).append(';').append(through);
        for (Unfinished table : unfinished) {
            text.append(';')
                    .append(table.oid)
                    .append('/')
                    .append(table.fileNode)
                    .append('/')
                    .append(table.chunkPages)
                    .append('/')
                    .append(table.xmin)
                    .append('/');
            appendRanges(text, table.done);
        }
        return text.toString();
    }

    private static void appendRanges(StringBuilder text, BitSet done) {
        String separator = "";
        int from = done.nextSetBit(0);
        while (from >= 0) {
            int end = done.nextClearBit(from);
            text.append(separator).append(from);
            if (end - 1 > from) {
                text.append('-').append(end - 1);
            }
            separator = ",";
            from = done.nextSetBit(end);
        }
    }
}
