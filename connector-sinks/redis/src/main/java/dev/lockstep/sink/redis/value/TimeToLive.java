package dev.lockstep.sink.redis.value;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.JsonFormat;
import dev.lockstep.sink.config.TemporalFormat;
import dev.lockstep.sink.document.DocumentColumn;
import dev.lockstep.sink.document.DocumentWriter;
import dev.lockstep.sink.document.ValueKind;
import dev.lockstep.sink.redis.config.ValueOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;

/** How long rows stay. For one thread. */
public final class TimeToLive {

    /** For ever. */
    public static final long NONE = 0;

    /** The row's time is over. */
    public static final long OVER = -1;

    private static final DocumentOptions MILLIS =
            new DocumentOptions(
                    DecimalFormat.NUMBER, JsonFormat.STRING, TemporalFormat.EPOCH_MILLIS);

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final long usual;
    private final Map<String, Long> byTable;
    private final String column;
    private final Clock clock;
    private final DocumentWriter writer = new DocumentWriter(MILLIS);
    private final JsonBytes buffer = new JsonBytes();
    private RowShape latestShape;
    private int index;
    private boolean moment;

    public TimeToLive(ValueOptions options, Clock clock) {
        usual = options.ttl();
        byTable = options.ttls();
        column = options.ttlColumn();
        this.clock = clock;
    }

    /** In milliseconds, or {@link #NONE}, or {@link #OVER}. */
    public long of(SourceTable table, RowImage row) {
        if (column != null) {
            long own = own(row);
            if (own != NONE) {
                return own;
            }
        }
        return byTable.isEmpty() ? usual : byTable.getOrDefault(table.table(), usual);
    }

    private long own(RowImage row) {
        find(row.shape());
        boolean untold =
                index < 0
                        || row.value(index) == null
                        || (row.unavailable() != null && row.unavailable().get(index));
        if (untold) {
            return NONE;
        }
        buffer.clear();
        writer.writeValue(row, index, buffer);
        String text = new String(buffer.toBytes(), StandardCharsets.UTF_8);
        if (!WHOLE.matcher(text).matches()) {
            return NONE;
        }
        long millis = Long.parseLong(text) - (moment ? clock.millis() : 0);
        return millis > 0 ? millis : OVER;
    }

    @SuppressWarnings("ReferenceEquality") // shapes are the same object when they are the same
    private void find(RowShape shape) {
        if (shape == latestShape) {
            return;
        }
        latestShape = shape;
        index = -1;
        for (int i = 0; i < shape.size(); i++) {
            RowShape.Column each = shape.columns().get(i);
            if (each.name().equals(column)) {
                index = i;
                ValueKind kind = DocumentColumn.of(column, each.schema(), MILLIS).kind();
                moment =
                        kind == ValueKind.TIMESTAMP
                                || kind == ValueKind.TIMESTAMP_TZ
                                || kind == ValueKind.DATE;
            }
        }
    }
}
