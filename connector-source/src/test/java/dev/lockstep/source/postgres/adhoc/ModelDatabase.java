package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.catalog.ServerSnapshot;
import dev.lockstep.source.postgres.pgoutput.CopyText;
import dev.lockstep.source.postgres.pgoutput.FrameWriter;
import dev.lockstep.source.postgres.pgoutput.PgOutputDecoder;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.ReplicaIdentity;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One table and the transactions that change it at random, as a server runs them: the commit record
 * of a transaction is in the log for a while before anybody sees its changes, and until then it
 * keeps its locks. The columns are a key, a number, and a large value that updates may leave alone.
 */
final class ModelDatabase {

    static final int OID = 1;
    static final int KEYS = 24;

    /** A row without its key. */
    record Row(int number, String large) {}

    private static final class Running {
        private final long xid;
        private final Map<Integer, Row> writes = new TreeMap<>();
        private final List<byte[]> frames = new ArrayList<>();
        private boolean committed;
        private boolean truncates;

        Running(long xid) {
            this.xid = xid;
        }
    }

    private final SplittableRandom random;
    private final boolean full;
    private final Consumer<Change> log;
    private final TreeMap<Integer, Row> rows = new TreeMap<>();
    private final List<Running> running = new ArrayList<>();
    private long nextXid;
    private long nextLsn = 8;

    ModelDatabase(SplittableRandom random, boolean full, Consumer<Change> log) {
        this.random = random;
        this.full = full;
        this.log = log;
        // Some runs meet the end of the 32-bit numbers.
        this.nextXid = (1L << 32) - 1 - random.nextInt(400);
        for (int key = 0; key < KEYS; key++) {
            if (random.nextInt(3) > 0) {
                rows.put(key, row());
            }
        }
    }

    Relation relation() {
        return new Relation(
                OID,
                "public",
                "t",
                full ? ReplicaIdentity.FULL : ReplicaIdentity.DEFAULT,
                List.of(
                        new RelationColumn(true, "id", 23, -1),
                        new RelationColumn(full, "number", 23, -1),
                        new RelationColumn(full, "large", 25, -1)));
    }

    /** What everybody sees. */
    NavigableMap<Integer, Row> rows() {
        return rows;
    }

    /** The rows with keys in a range, as COPY would bring them. */
    List<Tuple> read(int from, int limit) {
        return rows.tailMap(from, true).entrySet().stream()
                .limit(limit)
                .map(
                        row ->
                                CopyText.tuple(
                                        (row.getKey()
                                                        + "\t"
                                                        + row.getValue().number
                                                        + "\t"
                                                        + row.getValue().large)
                                                .getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    ServerSnapshot snapshot() {
        Set<Long> xids = new HashSet<>();
        long xmin = nextXid;
        for (Running each : running) {
            xids.add(each.xid & 0xFFFF_FFFFL);
            xmin = Math.min(xmin, each.xid);
        }
        return new ServerSnapshot(xmin, nextXid, xids);
    }

    /** Whether the lock is free that a reader needs. */
    boolean isReadable() {
        return running.stream().noneMatch(each -> each.truncates);
    }

    /** Whether a transaction is in the log that nobody sees. */
    boolean isSettled() {
        return running.stream().noneMatch(each -> each.committed);
    }

    void finish() {
        while (!running.isEmpty()) {
            end(running.get(0), false);
        }
    }

    /** Does one thing. */
    void step() {
        if (running.isEmpty() || (running.size() < 5 && random.nextInt(4) == 0)) {
            running.add(new Running(nextXid++));
            return;
        }
        Running one = running.get(random.nextInt(running.size()));
        if (random.nextInt(4) == 0) {
            end(one, random.nextInt(8) == 0);
        } else if (!one.committed && !one.truncates && isReadable()) {
            change(one);
        }
    }

    private void end(Running one, boolean rolledBack) {
        if (!one.committed && !rolledBack) {
            one.committed = true;
            Transaction transaction =
                    new Transaction(nextLsn += 8, 1, one.xid & 0xFFFF_FFFFL, null);
            for (byte[] frame : one.frames) {
                PgOutputMessage message = PgOutputDecoder.decode(frame, 0, frame.length);
                log.accept(new Change(transaction, nextLsn, message, frame.length));
            }
            return;
        }
        if (one.committed) {
            if (one.truncates) {
                rows.clear();
            }
            one.writes.forEach(
                    (key, row) -> {
                        if (row == null) {
                            rows.remove(key);
                        } else {
                            rows.put(key, row);
                        }
                    });
        }
        running.remove(one);
    }

    private void change(Running one) {
        if (random.nextInt(60) == 0 && running.size() == 1) {
            one.truncates = true;
            one.writes.clear();
            one.frames.add(FrameWriter.frame('T').int32(1).int8(0).int32(OID).toBytes());
            return;
        }
        int key = random.nextInt(KEYS);
        if (isLocked(one, key)) {
            return;
        }
        Row old = one.writes.containsKey(key) ? one.writes.get(key) : rows.get(key);
        if (old == null) {
            Row row = row();
            one.writes.put(key, row);
            one.frames.add(tuple(frame('I').int8('N'), key, row, false).toBytes());
        } else if (random.nextInt(4) == 0) {
            one.writes.put(key, null);
            one.frames.add(old(frame('D'), key, old, true).toBytes());
        } else {
            update(one, key, old);
        }
    }

    private void update(Running one, int key, Row old) {
        int newKey = random.nextInt(4) == 0 ? random.nextInt(KEYS) : key;
        boolean moves = newKey != key;
        if (moves
                && (isLocked(one, newKey)
                        || (one.writes.containsKey(newKey)
                                ? one.writes.get(newKey) != null
                                : rows.containsKey(newKey)))) {
            return;
        }
        // The stream of a row that moves and keeps its large value cannot say it.
        boolean unchanged = !moves && random.nextBoolean();
        Row row = new Row(random.nextInt(1_000), unchanged ? old.large : row().large);
        one.writes.put(key, null);
        one.writes.put(newKey, row);
        FrameWriter frame = old(frame('U'), key, old, moves).int8('N');
        one.frames.add(tuple(frame, newKey, row, unchanged).toBytes());
    }

    private boolean isLocked(Running one, int key) {
        return running.stream().anyMatch(each -> each != one && each.writes.containsKey(key));
    }

    private Row row() {
        return new Row(random.nextInt(1_000), "large" + random.nextInt(1_000_000));
    }

    private static FrameWriter frame(char type) {
        return FrameWriter.frame(type).int32(OID);
    }

    private FrameWriter old(FrameWriter frame, int key, Row row, boolean wanted) {
        if (full) {
            return tuple(frame.int8('O'), key, row, false);
        }
        return wanted
                ? frame.int8('K').int16(3).textCell(Integer.toString(key)).nullCell().nullCell()
                : frame;
    }

    private static FrameWriter tuple(FrameWriter frame, int key, Row row, boolean unchanged) {
        frame.int16(3).textCell(Integer.toString(key)).textCell(Integer.toString(row.number));
        return unchanged ? frame.unchangedCell() : frame.textCell(row.large);
    }
}
