package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import java.nio.ByteBuffer;

/**
 * Roughly how much memory a change holds on to: its record, as bytes and as objects. Good enough to
 * tell narrow rows from wide ones.
 */
final class Weight {

    private static final int RECORD = 1_000;
    private static final int VALUE = 48;

    private Weight() {}

    static long of(Change change) {
        return change instanceof RowChange row ? RECORD + 2 * of(row.row()) : RECORD;
    }

    private static long of(RowImage row) {
        int columns = row.shape().size();
        long bytes = (long) VALUE * columns;
        for (int i = 0; i < columns; i++) {
            Object value = row.value(i);
            if (value instanceof String text) {
                bytes += text.length();
            } else if (value instanceof byte[] binary) {
                bytes += binary.length;
            } else if (value instanceof ByteBuffer binary) {
                bytes += binary.capacity();
            }
        }
        return bytes;
    }
}
