package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.redis.config.WriteMode;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.connection.Node;
import dev.lockstep.sink.redis.key.SideKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Removes all keys of a table, which are found by what they begin with. Of rows that the fence
 * guards the side keys are what is looked for: so keys whose value has expired are remembered as
 * gone, too, and keys that others made stay.
 */
final class TruncateStep implements Step {

    private static final String ACT = "remove the keys of a truncated table from Redis";
    private static final String SCANNED = "1000";
    private static final RowImage NO_ROW =
            new RowImage(new RowShape(List.of()), new Object[0], null, null);

    private final Truncate change;
    private final List<String> prefixes;
    private final boolean bySideKey;
    private final Settings settings;
    private final KeyPreparation preparation;
    private final Exchange exchange;
    private final Refusals refusals;
    private final LongConsumer stale;
    private boolean done;

    TruncateStep(
            Truncate change,
            List<String> prefixes,
            WriteMode mode,
            Settings settings,
            KeyPreparation preparation,
            Exchange exchange,
            Refusals refusals,
            LongConsumer stale) {
        this.change = change;
        this.prefixes = prefixes;
        this.bySideKey = settings.fenced() && mode == WriteMode.WRITE;
        this.settings = settings;
        this.preparation = preparation;
        this.exchange = exchange;
        this.refusals = refusals;
        this.stale = stale;
    }

    @Override
    public void run() {
        if (done) {
            return;
        }
        if (prefixes.isEmpty() || prefixes.contains("")) {
            refusals.add(
                    change,
                    "Cannot remove the keys of "
                            + change.table().table()
                            + ", which was truncated: its keys have no beginning of their own. Let"
                            + " key.format begin with ${table} or a fixed text, remove them by"
                            + " hand, or set truncate.enabled=false.");
        } else {
            prefixes.forEach(this::remove);
        }
        done = true;
    }

    private void remove(String prefix) {
        String pattern =
                bySideKey ? preparation.sides().pattern(prefix) : SideKeys.glob(prefix) + "*";
        for (Node node : exchange.masters(ACT)) {
            String cursor = "0";
            do {
                Object answer =
                        exchange.call(
                                node, ACT, "SCAN", cursor, "MATCH", pattern, "COUNT", SCANNED);
                List<?> parts = (List<?>) answer;
                cursor = Node.text(parts.get(0));
                remove((List<?>) parts.get(1));
            } while (!cursor.equals("0"));
        }
    }

    private void remove(List<?> found) {
        RowChange gone = new Delete(change.record(), change.place(), change.table(), NO_ROW);
        List<KeyWork> works = new ArrayList<>(found.size());
        for (Object each : found) {
            byte[] key = bySideKey ? preparation.sides().keyOf((byte[]) each) : (byte[]) each;
            String name = new String(key, StandardCharsets.UTF_8);
            works.add(new KeyWork(name, gone, List.of(), KeyWork.Kind.REMOVE, false));
        }
        exchange.run(new KeyCalls(works.iterator(), preparation, settings, refusals, stale), ACT);
    }
}
