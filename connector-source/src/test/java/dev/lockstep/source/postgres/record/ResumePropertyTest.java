package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.stream.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Wherever a capture ends, the next goes on exactly there: random logs, every place to end. */
class ResumePropertyTest {

    private static final int KEYED = 100;
    private static final int FULL = 101;
    private static final int OTHER = 102;
    private static final int LOGS = 60;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    private static Capture allTables() {
        return new Capture("skipped.operations", "none")
                .primaryKey(FULL, "id")
                .primaryKey(OTHER, "id");
    }

    /** With every record that can stand between events. */
    private static Capture allRecords() {
        return new Capture("skipped.operations", "none", "provide.transaction.metadata", "true")
                .primaryKey(FULL, "id")
                .primaryKey(OTHER, "id");
    }

    private Capture anyCapture() {
        return switch (random.nextInt(3)) {
            case 0 -> allTables();
            case 1 -> someTables();
            default -> allRecords();
        };
    }

    private static Capture someTables() {
        return new Capture(
                        "skipped.operations",
                        "u",
                        "table.exclude.list",
                        "public.other",
                        "message.prefix.exclude.list",
                        "quiet",
                        "message.key.columns",
                        "public.full:name")
                .primaryKey(FULL, "id");
    }

    @Test
    void goesOnRightAfterAnyStoredOffset() {
        for (int i = 0; i < LOGS; i++) {
            Wal wal = log();
            Capture capture = anyCapture();
            List<String> all = described(capture.records(wal));
            for (SourceRecord stored : capture.records(wal)) {
                List<String> rest = described(capture.records(wal, restored(stored)));
                assertThat(rest)
                        .as("seed %d, after %s", seed, stored.sourceOffset())
                        .isEqualTo(all.subList(next(capture.records(wal), stored), all.size()));
            }
        }
    }

    /** Nobody checks values on their way into events. */
    @Test
    void everyRecordHoldsWhatItsSchemasSay() {
        for (int i = 0; i < LOGS; i++) {
            for (SourceRecord record : anyCapture().records(log())) {
                check(record.keySchema(), record.key());
                check(record.valueSchema(), record.value());
            }
        }
    }

    private static void check(Schema schema, Object value) {
        if (value instanceof Struct struct) {
            assertThat(struct.schema()).isEqualTo(schema);
            schema.fields().forEach(field -> check(field.schema(), struct.get(field)));
        } else if (schema != null) {
            ConnectSchema.validateValue(schema, value);
        } else {
            assertThat(value).isNull();
        }
    }

    @Test
    void skipsTheSameChangesWhenFiltersAndKeysAreOthersAfterTheRestart() {
        for (int i = 0; i < LOGS; i++) {
            Wal wal = log();
            List<SourceRecord> all = someTables().records(wal);
            for (SourceRecord stored : allTables().records(wal)) {
                SourceOffset offset = restored(stored);
                List<String> expected = new ArrayList<>();
                for (int j = 0; j < all.size(); j++) {
                    SourceOffset own = ownOffset(all, j);
                    if (!offset.covers(own.commitLsn(), own.change())) {
                        expected.add(content(all.get(j)));
                    }
                }
                List<SourceRecord> rest = someTables().records(wal, offset);
                assertThat(rest.stream().map(ResumePropertyTest::content).toList())
                        .as("seed %d, after %s", seed, offset)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void handsOutEveryRecordOnceAcrossReconnectsAtAnyPlace() {
        for (int i = 0; i < LOGS; i++) {
            Wal wal = log();
            Capture capture = random.nextBoolean() ? allTables() : allRecords();
            List<String> all = described(capture.records(wal));
            List<SourceRecord> got = new ArrayList<>();
            SourceOffset resume = Capture.beginning();
            for (int session = 0; session < 6; session++) {
                List<LogEntry> entries = wal.from(resume.resumeFrom().value());
                boolean toTheEnd = session == 5;
                int until = toTheEnd ? entries.size() : random.nextInt(entries.size() + 1);
                resume = session(capture, resume, entries.subList(0, until), got);
            }
            assertThat(described(got)).as("seed %d", seed).isEqualTo(all);
        }
    }

    @Test
    void losesNothingWhenTheCatalogsFailInTheMiddleOfABatch() {
        for (int i = 0; i < LOGS; i++) {
            Wal wal = log();
            Capture capture = random.nextBoolean() ? allTables() : allRecords();
            List<String> all = described(capture.records(wal));
            capture.breakCatalog(random.nextBoolean() ? FULL : OTHER);
            List<SourceRecord> got = new ArrayList<>();
            SourceOffset resume = Capture.beginning();
            resume = session(capture, resume, wal.from(0), got);
            capture.repairCatalog();
            session(capture, resume, wal.from(resume.resumeFrom().value()), got);
            assertThat(described(got)).as("seed %d", seed).isEqualTo(all);
        }
    }

    /** Polls in batches of random size until the entries or the catalogs give out. */
    private SourceOffset session(
            Capture capture, SourceOffset resume, List<LogEntry> entries, List<SourceRecord> got) {
        RecordAssembler assembler = capture.assembler(resume);
        int from = 0;
        try {
            while (from < entries.size()) {
                int to = Math.min(entries.size(), from + 1 + random.nextInt(9));
                got.addAll(Capture.records(assembler, entries.subList(from, to)));
                from = to;
            }
            got.addAll(Capture.records(assembler, List.of()));
        } catch (ConnectException e) {
            assertThat(e).hasMessageContaining("catalogs");
        }
        return assembler.handedOut();
    }

    /** What Connect gives back of what it has stored. */
    private static SourceOffset restored(SourceRecord record) {
        return SourceOffset.of(new HashMap<>(record.sourceOffset()));
    }

    /** The first record that the offset of this one does not cover. */
    private static int next(List<SourceRecord> all, SourceRecord stored) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sourceOffset().equals(stored.sourceOffset())) {
                return completes(all, i) ? i + 1 : 0;
            }
        }
        throw new AssertionError();
    }

    private static boolean completes(List<SourceRecord> all, int index) {
        Map<String, ?> before =
                index == 0 ? Capture.beginning() : all.get(index - 1).sourceOffset();
        return !all.get(index).sourceOffset().equals(before);
    }

    private static SourceOffset ownOffset(List<SourceRecord> all, int index) {
        int completing = index;
        while (!completes(all, completing)) {
            completing++;
        }
        return restored(all.get(completing));
    }

    private static List<String> described(List<SourceRecord> records) {
        return records.stream().map(ResumePropertyTest::describe).toList();
    }

    private static String describe(SourceRecord record) {
        return content(record) + " " + new HashMap<>(record.sourceOffset());
    }

    private static String content(SourceRecord record) {
        return record.topic() + " " + record.key() + " " + record.value() + " " + record.headers();
    }

    private Wal log() {
        Wal wal =
                new Wal(random.nextBoolean())
                        .define(KEYED, "keyed", 'd', "*id:23", "name:25")
                        .define(FULL, "full", 'f', "*id:23", "*name:25")
                        .define(OTHER, "other", 'f', "*id:23", "*name:25");
        int transactions = 1 + random.nextInt(6);
        for (int i = 0; i < transactions; i++) {
            if (random.nextInt(3) == 0) {
                wal.message(random.nextBoolean() ? "loud" : "quiet", "between " + i);
            }
            wal.transaction(
                    changes -> {
                        int count = 1 + random.nextInt(5);
                        for (int j = 0; j < count; j++) {
                            change(changes);
                        }
                    });
        }
        return wal;
    }

    private void change(Wal.Changes changes) {
        int table = KEYED + random.nextInt(3);
        char kind = table == KEYED ? 'K' : 'O';
        String id = Integer.toString(random.nextInt(3));
        String newId = Integer.toString(random.nextInt(3));
        String name = "n" + random.nextInt();
        String oldName = kind == 'K' ? null : "n" + random.nextInt();
        switch (random.nextInt(7)) {
            case 0 -> changes.insert(table, id, name);
            case 1 ->
                    changes.update(
                            kind, table, new String[] {id, oldName}, new String[] {newId, name});
            case 2 -> changes.delete(kind, table, id, oldName);
            case 3 -> changes.truncate(KEYED, OTHER, FULL);
            case 4 -> changes.truncate(OTHER, KEYED);
            case 5 -> changes.message(random.nextBoolean() ? "loud" : "quiet", name);
            default -> changes.meanwhile("loud", name);
        }
    }
}
