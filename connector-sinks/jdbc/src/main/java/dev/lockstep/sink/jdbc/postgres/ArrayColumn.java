package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;

/** The values that one column gets, being collected as a binary array. */
final class ArrayColumn {

    /** Dimensions, whether there are nulls, the elements' type, their number, the lower bound. */
    private static final int HEADER = 20;

    private static final int HAS_NULLS_AT = 4;
    private static final int COUNT_AT = 12;

    private final Binding binding;
    private final ColumnForm form;
    private final ColumnEncoder encoder;
    private final WireBytes bytes = new WireBytes(4096);
    private final ArrayParameter parameter;
    private boolean hasNulls;

    ArrayColumn(Binding binding, ColumnForm form) {
        this.binding = binding;
        this.form = form;
        this.encoder = form.encoder();
        this.parameter = new ArrayParameter(form.carrier(), bytes);
        bytes.int32(1);
        bytes.int32(0);
        bytes.int32(form.carrier().oid());
        bytes.int32(0);
        bytes.int32(1);
    }

    Binding binding() {
        return binding;
    }

    ColumnForm form() {
        return form;
    }

    void clear() {
        bytes.truncate(HEADER);
        hasNulls = false;
    }

    int length() {
        return bytes.length();
    }

    void add(RowChange change) {
        switch (binding.source()) {
            case POSITION -> position(change.place().position());
            case VALUE -> value(change.row().value(binding.index()));
            case EXACT_TEXT -> value(change.row().exactText(binding.index()));
        }
    }

    private void position(long position) {
        bytes.int32(Long.BYTES);
        bytes.int64(position);
    }

    private void value(Object value) {
        if (value == null) {
            bytes.int32(-1);
            hasNulls = true;
        } else {
            encoder.encode(value, bytes);
        }
    }

    /** The array of so many values that were added since it was cleared. */
    ArrayParameter parameter(int count) {
        bytes.int32At(HAS_NULLS_AT, hasNulls ? 1 : 0);
        bytes.int32At(COUNT_AT, count);
        return parameter;
    }
}
