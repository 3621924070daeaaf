package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.pgoutput.FrameWriter;
import dev.lockstep.source.postgres.stream.EntryDecoder;
import dev.lockstep.source.postgres.stream.LogEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A server's log with records end to end, sent from any place as a server would send it. */
final class Wal {

    static final int INT4 = 23;
    static final int TEXT = 25;

    /** A cell whose out-of-line value the log does not carry. */
    static final String UNCHANGED = "\u0001unchanged";

    /** What is sent together: a transaction at its commit record, or a message at its own. */
    private record Piece(long recordStart, List<Sent> frames) {}

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Sent(List<Integer> relations, byte[] frame) {}

    private final boolean binary;
    private final Map<Integer, byte[]> definitions = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> types = new HashMap<>();
    private final List<Piece> pieces = new ArrayList<>();
    private long end = 0x1_0000_0000L;
    private int xid = 700;

    Wal() {
        this(false);
    }

    /**
     * @param binary whether values are sent in the binary forms of their types
     */
    Wal(boolean binary) {
        this.binary = binary;
    }

    long end() {
        return end;
    }

    /** Defines a table; a column reads {@code name:typeOid}, with a star when it is in the key. */
    Wal define(int oid, String table, char identity, String... columns) {
        types.remove(oid);
        FrameWriter frame =
                FrameWriter.frame('R')
                        .int32(oid)
                        .string("public")
                        .string(table)
                        .int8(identity)
                        .int16(columns.length);
        for (String column : columns) {
            boolean key = column.startsWith("*");
            String[] parts = column.substring(key ? 1 : 0).split(":", -1);
            int type = Integer.parseInt(parts[1]);
            frame.column(key ? 1 : 0, parts[0], type, -1);
            types.computeIfAbsent(oid, none -> new ArrayList<>()).add(type);
        }
        definitions.put(oid, data(0, frame));
        return this;
    }

    Wal transaction(Consumer<Changes> body) {
        Changes changes = new Changes();
        body.accept(changes);
        long commit = record(48);
        FrameWriter begin = FrameWriter.frame('B').int64(commit).int64(1_000_000L).int32(++xid);
        FrameWriter last = FrameWriter.frame('C').int8(0).int64(commit).int64(end).int64(1_000_000);
        changes.sent.add(0, new Sent(List.of(), data(changes.start, begin)));
        changes.sent.add(new Sent(List.of(), data(end, last)));
        pieces.add(new Piece(commit, changes.sent));
        return this;
    }

    /** Writes a message outside of any transaction, which carries the end of its record. */
    Wal message(String prefix, String content) {
        long start = record(56);
        pieces.add(
                new Piece(start, List.of(new Sent(List.of(), message(0, end, prefix, content)))));
        return this;
    }

    /** What a server sends that starts at this place, definitions included. */
    List<LogEntry> from(long lsn) {
        List<LogEntry> entries = new ArrayList<>();
        EntryDecoder decoder = new EntryDecoder(entries::add);
        Set<Integer> defined = new HashSet<>();
        for (Piece piece : pieces) {
            if (piece.recordStart >= lsn) {
                piece.frames.forEach(sent -> send(sent, defined, decoder));
            }
        }
        return entries;
    }

    private void send(Sent sent, Set<Integer> defined, EntryDecoder decoder) {
        try {
            for (int oid : sent.relations) {
                if (defined.add(oid)) {
                    decoder.accept(definitions.get(oid));
                }
            }
            decoder.accept(sent.frame);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Appends a record; returns where it starts. */
    private long record(int length) {
        long start = end;
        end += length;
        return start;
    }

    private static byte[] message(int flags, long lsn, String prefix, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return data(
                lsn,
                FrameWriter.frame('M')
                        .int8(flags)
                        .int64(lsn)
                        .string(prefix)
                        .int32(bytes.length)
                        .raw(bytes));
    }

    private static byte[] data(long lsn, FrameWriter message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(FrameWriter.frame('w').int64(lsn).int64(lsn).int64(0).toBytes());
        frame.writeBytes(message.toBytes());
        return frame.toByteArray();
    }

    /** The changes of one transaction. */
    final class Changes {

        private final List<Sent> sent = new ArrayList<>();
        private final long start = end;

        Changes insert(int oid, String... row) {
            return add(oid, tuple(oid, FrameWriter.frame('I').int32(oid).int8('N'), row));
        }

        /** An update of a row whose old identity the log does not repeat. */
        Changes update(int oid, String... row) {
            return add(oid, tuple(oid, FrameWriter.frame('U').int32(oid).int8('N'), row));
        }

        /**
         * @param kind K for the old identity, O for the whole old row
         */
        Changes update(char kind, int oid, String[] old, String[] row) {
            FrameWriter frame = tuple(oid, FrameWriter.frame('U').int32(oid).int8(kind), old);
            return add(oid, tuple(oid, frame.int8('N'), row));
        }

        Changes delete(char kind, int oid, String... old) {
            return add(oid, tuple(oid, FrameWriter.frame('D').int32(oid).int8(kind), old));
        }

        Changes truncate(Integer... oids) {
            FrameWriter frame = FrameWriter.frame('T').int32(oids.length).int8(0);
            for (int oid : oids) {
                frame.int32(oid);
            }
            sent.add(new Sent(List.of(oids), data(record(40), frame)));
            return this;
        }

        Changes message(String prefix, String content) {
            sent.add(new Sent(List.of(), Wal.message(1, record(56), prefix, content)));
            return this;
        }

        /** Something else is written in between: a message outside of any transaction. */
        Changes meanwhile(String prefix, String content) {
            Wal.this.message(prefix, content);
            return this;
        }

        private Changes add(int oid, FrameWriter frame) {
            sent.add(new Sent(List.of(oid), data(record(64), frame)));
            return this;
        }

        private FrameWriter tuple(int oid, FrameWriter frame, String... cells) {
            frame.int16(cells.length);
            for (int i = 0; i < cells.length; i++) {
                if (cells[i] == null) {
                    frame.nullCell();
                } else if (cells[i].equals(UNCHANGED)) {
                    frame.unchangedCell();
                } else if (!binary) {
                    frame.textCell(cells[i]);
                } else if (types.get(oid).get(i) == INT4) {
                    frame.binaryCell(new FrameWriter().int32(Integer.parseInt(cells[i])).toBytes());
                } else {
                    frame.binaryCell(cells[i].getBytes(StandardCharsets.UTF_8));
                }
            }
            return frame;
        }
    }
}
