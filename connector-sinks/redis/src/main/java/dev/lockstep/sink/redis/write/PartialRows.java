package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.redis.config.ValueFormat;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.fence.Versions;
import dev.lockstep.sink.redis.value.RowValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Rows of which a change does not tell all columns, because they are large and have not changed.
 * What is missing is taken from the stored row: a hash keeps its other fields, texts are read, made
 * whole and written if nobody has changed them meanwhile.
 */
final class PartialRows {

    /** So often another task may come in between. */
    /** Rows with columns that an event leaves out are wide, so few of them take much memory. */
    private static final int AT_ONCE = 100;

    private static final int ATTEMPTS = 10;

    private final Settings settings;
    private final KeyPreparation preparation;
    private final Exchange exchange;
    private final LongConsumer stale;
    private final boolean expiring;

    /**
     * @param expiring whether rows are gone after a while, so that one that is missing may be
     */
    PartialRows(
            Settings settings,
            KeyPreparation preparation,
            Exchange exchange,
            LongConsumer stale,
            boolean expiring) {
        this.settings = settings;
        this.preparation = preparation;
        this.exchange = exchange;
        this.stale = stale;
        this.expiring = expiring;
    }

    /** Writes rows, or makes them whole so that they can be written like any other. */
    void complete(List<KeyWork> works, Refusals refusals) {
        if (settings.format() == ValueFormat.HASH) {
            List<KeyWork> stored = works.stream().filter(work -> !work.absent).toList();
            exchange.run(
                    new KeyCalls(stored.iterator(), preparation, settings, refusals, stale),
                    KeyStep.ACT);
        }
        List<KeyWork> left = works.stream().filter(work -> !work.done).toList();
        for (int from = 0; from < left.size(); from += AT_ONCE) {
            insist(left.subList(from, Math.min(from + AT_ONCE, left.size())), refusals);
        }
    }

    private void insist(List<KeyWork> works, Refusals refusals) {
        List<KeyWork> left = works;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new TargetException.Transient(
                        "Cannot " + KeyStep.ACT + ": another task keeps writing the same.", null);
            }
            attempt(left, refusals);
            left = left.stream().filter(work -> !work.done && !work.whole).toList();
        }
    }

    private void attempt(List<KeyWork> works, Refusals refusals) {
        Map<KeyWork, List<ReadCall>> reads = new LinkedHashMap<>();
        List<ReadCall> calls = new ArrayList<>();
        for (KeyWork work : works) {
            List<ReadCall> own = reads(work);
            reads.put(work, own);
            calls.addAll(own);
        }
        exchange.run(calls.iterator(), KeyStep.ACT);
        List<ReplaceCall> replacements = new ArrayList<>();
        reads.forEach((work, found) -> settle(work, found, replacements, refusals));
        exchange.run(replacements.iterator(), KeyStep.ACT);
    }

    /** Of the key itself first. */
    private List<ReadCall> reads(KeyWork work) {
        List<ReadCall> reads = new ArrayList<>();
        List<byte[]> fields = settings.format() == ValueFormat.HASH ? missing(work) : List.of();
        reads.add(read(work.key, fields));
        for (String other : work.others) {
            reads.add(read(other.getBytes(StandardCharsets.UTF_8), fields));
        }
        return reads;
    }

    private ReadCall read(byte[] key, List<byte[]> fields) {
        int slot = exchange.servers().slot(key);
        byte[] side = preparation.sides().of(key);
        return new ReadCall(slot, key, side, settings.formatWord(), fields);
    }

    private static List<byte[]> missing(KeyWork work) {
        return work.change.row().unavailable().stream()
                .mapToObj(i -> work.change.row().shape().columns().get(i).name())
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private void settle(
            KeyWork work, List<ReadCall> reads, List<ReplaceCall> replacements, Refusals refusals) {
        ReadCall own = reads.get(0);
        if (settings.fenced() && isNewer(own.held(), work.version)) {
            stale.accept(1);
            work.done = true;
            return;
        }
        for (ReadCall read : reads) {
            // What is newer at a key that the row has left is another row.
            boolean isOther = settings.fenced() && isNewer(read.held(), work.version);
            if (!isOther && merge(work, read)) {
                String tooLarge = preparation.tooLarge(work);
                if (tooLarge != null) {
                    refusals.add(work.change, tooLarge);
                    work.done = true;
                } else if (read == own && settings.fenced() && work.value != null) {
                    replacements.add(new ReplaceCall(work, own.held(), settings, stale));
                } else {
                    work.whole = true;
                }
                return;
            }
        }
        missing(work, refusals);
    }

    private static boolean isNewer(byte[] held, byte[] version) {
        return Versions.areComparable(held, version) && Arrays.compare(held, version) > 0;
    }

    private boolean merge(KeyWork work, ReadCall read) {
        RowValues values = preparation.values();
        if (settings.format() == ValueFormat.HASH) {
            return read.fieldValues() != null && mergeFields(work, read.fieldValues(), values);
        }
        byte[] whole = read.text() == null ? null : values.text(work.change.row(), read.text());
        work.value = whole;
        return whole != null;
    }

    private static boolean mergeFields(KeyWork work, List<?> stored, RowValues values) {
        List<byte[]> fields = values.fields(work.change.row(), null);
        List<byte[]> names = missing(work);
        for (int i = 0; i < names.size(); i++) {
            if (stored.get(i) instanceof byte[] value) {
                fields.add(names.get(i));
                fields.add(value);
            }
        }
        work.fields = fields;
        work.nulls = List.of();
        return true;
    }

    /** A row that has expired stays away until it changes as a whole; any other should be there. */
    private void missing(KeyWork work, Refusals refusals) {
        if (expiring) {
            work.kind = KeyWork.Kind.REMOVE;
            work.whole = true;
            return;
        }
        refusals.add(
                work.change,
                "Cannot write a row of "
                        + work.change.table().table()
                        + ": the change does not tell all columns, and the row is not there to take"
                        + " the others from. Read the row again by an ad hoc snapshot, or let the"
                        + " source log whole rows (REPLICA IDENTITY FULL).");
        work.done = true;
    }
}
