package dev.lockstep.json;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Writes a field of a struct, with its name. Much of an event is the very object that the event
 * before had there, such as the name of its table or the time of its transaction, so the text of a
 * value that came twice in a row is kept. For one thread.
 */
final class StructMember {

    /** Longer texts are not worth their memory. */
    private static final int LONGEST_KEPT = 128;

    /** The name as JSON, with what stands before and after it. */
    private final byte[] start;

    /** Finds the value as it was set, for it knows no default. */
    private final Field place;

    private final ValueWriter writer;

    /** Name and null, where a null is written as one. */
    private final byte[] nullText;

    /** Whether values are immutable, so that the same object has the same text. */
    private final boolean repeatable;

    private Object last;

    /** Name and value of the last, if that came twice in a row. */
    private byte[] lastText;

    StructMember(byte[] start, Field field, ValueWriter writer) {
        this.start = start;
        this.place = new Field(field.name(), field.index(), Schema.OPTIONAL_STRING_SCHEMA);
        this.writer = writer;
        this.nullText = writer.keepsNull() ? nullText(start) : null;
        this.repeatable =
                switch (writer.kind()) {
                    case BYTES, ARRAY, MAP, NAMED_MAP, STRUCT, DATE, TIME, TIMESTAMP -> false;
                    default -> true;
                };
    }

    private static byte[] nullText(byte[] start) {
        JsonBytes text = new JsonBytes();
        text.raw(start);
        ValueWriter.nullText(text);
        return text.toBytes();
    }

    String name() {
        return place.name();
    }

    void write(JsonBytes out, Struct struct) {
        Object value = struct.get(place);
        if (value == null && nullText != null) {
            out.raw(nullText);
        } else if (value != last || value == null) {
            fresh(out, value);
        } else if (lastText != null) {
            out.raw(lastText);
        } else {
            repeated(out, value);
        }
    }

    private void fresh(JsonBytes out, Object value) {
        if (repeatable) {
            last = value;
            lastText = null;
        }
        out.raw(start);
        writer.write(out, value);
    }

    private void repeated(JsonBytes out, Object value) {
        int from = out.length();
        out.raw(start);
        writer.write(out, value);
        if (out.length() - from <= LONGEST_KEPT) {
            lastText = out.since(from);
        }
    }
}
