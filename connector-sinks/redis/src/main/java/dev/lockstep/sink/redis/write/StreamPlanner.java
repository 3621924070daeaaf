package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.KeyFormat;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.ValueFormat;
import dev.lockstep.sink.redis.config.WriteMode;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.fence.Versions;
import dev.lockstep.sink.redis.key.SideKeys;
import dev.lockstep.sink.redis.value.RowValues;
import dev.lockstep.sink.template.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One step that appends all changes to streams. */
final class StreamPlanner implements Planner {

    private static final byte[] OPERATION = Settings.ascii("__op");
    private static final byte[] TABLE = Settings.ascii("__table");
    private static final byte[] KEY = Settings.ascii("__key");
    private static final byte[] POSITION = Settings.ascii("__position");
    private static final byte[] UNAVAILABLE = Settings.ascii("__unavailable");
    private static final byte[] VALUE = Settings.ascii("value");

    /** A stream's name for a table's changes. */
    private record Named(String table, Events events) {}

    private final List<Named> names;
    private final Events keys = new Events(Template.parse("${key}"));
    private final byte[] length;
    private final Settings settings;
    private final SideKeys sides;
    private final RowValues values;
    private final Exchange exchange;
    private final SinkMetrics metrics;

    StreamPlanner(
            RedisSinkConfig config,
            Settings settings,
            SideKeys sides,
            RowValues values,
            Exchange exchange,
            SinkMetrics metrics) {
        List<Named> all = new ArrayList<>();
        for (KeyFormat format : config.keys().formats(WriteMode.STREAM)) {
            all.add(new Named(format.table(), new Events(format.template())));
        }
        names = List.copyOf(all);
        long bound = config.writing().streamLength();
        length = bound == 0 ? Settings.NOTHING : Settings.ascii(bound);
        this.settings = settings;
        this.sides = sides;
        this.values = values;
        this.exchange = exchange;
        this.metrics = metrics;
    }

    @Override
    public Work plan(List<Change> changes) {
        Refusals refusals = new Refusals();
        StreamStep step =
                new StreamStep(length, settings.fenced(), exchange, refusals, metrics::stale);
        for (Change change : changes) {
            if (!(change instanceof Nothing)) {
                add(change, step, refusals);
            }
        }
        return new Work(changes, List.of(step), refusals);
    }

    private void add(Change change, StreamStep step, Refusals refusals) {
        try {
            StreamEntry entry = null;
            for (Named each : names(Events.table(change).table())) {
                String name = each.events().fill(change);
                if (name == null) {
                    refusals.add(change, unnamed(change));
                    return;
                }
                entry = entry == null ? entry(change) : entry;
                queue(name, change, step).add(entry);
            }
        } catch (TargetException.BadRecord e) {
            refusals.add(change, e.getMessage());
        }
    }

    private static String unnamed(Change change) {
        return "Cannot append a change of "
                + Events.table(change).table()
                + " to a stream: the record does not tell a column that key.format names. Let it"
                + " name tables and columns of the key.";
    }

    private List<Named> names(String table) {
        List<Named> own = names.stream().filter(name -> table.equals(name.table())).toList();
        return own.isEmpty()
                ? names.stream().filter(name -> Objects.isNull(name.table())).toList()
                : own;
    }

    /** Offsets count in one topic partition, so each has its own place in the fence. */
    private StreamQueue queue(String name, Change change, StreamStep step) {
        String partition = Origin.topic(change.record()) + "-" + Origin.partition(change.record());
        return step.queue(
                name + "\n" + partition,
                () -> {
                    byte[] stream = name.getBytes(StandardCharsets.UTF_8);
                    byte[] side = sides.of(stream);
                    byte[] suffix = (":" + partition).getBytes(StandardCharsets.UTF_8);
                    byte[] whole = Arrays.copyOf(side, side.length + suffix.length);
                    System.arraycopy(suffix, 0, whole, side.length, suffix.length);
                    return new StreamQueue(stream, whole, exchange.servers().slot(stream));
                });
    }

    private StreamEntry entry(Change change) {
        List<byte[]> fields = new ArrayList<>();
        put(fields, OPERATION, Events.operation(change));
        put(fields, TABLE, Events.table(change).table());
        if (change.place().position() >= 0) {
            put(fields, POSITION, Long.toString(change.place().position()));
        }
        if (change instanceof RowChange row) {
            put(fields, KEY, keys.fill(change));
            put(fields, UNAVAILABLE, unavailable(row.row()));
            if (settings.format() == ValueFormat.HASH) {
                fields.addAll(values.fields(row.row(), null));
            } else {
                fields.add(VALUE);
                fields.add(values.text(row.row()));
            }
        }
        return new StreamEntry(change, Versions.exact(change), Versions.offset(change), fields);
    }

    private static void put(List<byte[]> fields, byte[] name, String value) {
        if (value != null) {
            fields.add(name);
            fields.add(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The columns that the record does not tell, with commas; null for none. */
    private static String unavailable(RowImage row) {
        if (row.unavailable() == null) {
            return null;
        }
        List<String> columns = new ArrayList<>();
        row.unavailable().stream().forEach(i -> columns.add(row.shape().columns().get(i).name()));
        return String.join(",", columns);
    }
}
