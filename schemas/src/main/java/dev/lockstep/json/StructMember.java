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

    /** After so many values in a row that came once, some are not watched. */
    private static final int PATIENCE = 16;

    /** So many of them. */
    private static final int PAUSE = 64;

    /** The name as JSON, with what stands before and after it. */
    private final Fragment start;

    /** Finds the value as it was set, for it knows no default. */
    private final Field place;

    private final ValueWriter writer;

    /** Name and null, where a null is written as one. */
    private final Fragment nullText;

    /** Whether values are immutable, so that the same object has the same text. */
    private final boolean repeatable;

    private Object last;

    /** Name and value of the last, if that came twice in a row. */
    private Fragment lastText;

    /** How many values in a row were not the one before. */
    private int strangers;

    /** How many values are not watched from here on. */
    private int unwatched;

    StructMember(byte[] start, Field field, ValueWriter writer) {
        this.start = new Fragment(start);
        this.place = new Field(field.name(), field.index(), Schema.OPTIONAL_STRING_SCHEMA);
        this.writer = writer;
        this.nullText = writer.keepsNull() ? nullText(start) : null;
        this.repeatable =
                switch (writer.kind()) {
                    case BYTES, ARRAY, MAP, NAMED_MAP, STRUCT, DATE, TIME, TIMESTAMP -> false;
                    default -> true;
                };
    }

    private static Fragment nullText(byte[] start) {
        JsonBytes text = new JsonBytes();
        text.raw(start);
        ValueWriter.nullText(text);
        return new Fragment(text.toBytes());
    }

    String name() {
        return place.name();
    }

    /** Its value in a struct that does not show its values. */
    Object of(Struct struct) {
        return struct.get(place);
    }

    void write(JsonBytes out, Object value) {
        if (value == null && nullText != null) {
            out.raw(nullText);
        } else if (value == null || value != last) {
            fresh(out, value);
        } else if (lastText != null) {
            out.raw(lastText);
        } else {
            repeated(out, value);
        }
    }

    private void fresh(JsonBytes out, Object value) {
        if (repeatable) {
            remember(value);
        }
        out.raw(start);
        writer.write(out, value);
    }

    /**
     * Where hardly a value comes twice, only some are watched: to keep each costs the collector.
     */
    private void remember(Object value) {
        if (unwatched > 0) {
            unwatched--;
            return;
        }
        last = value;
        lastText = null;
        strangers++;
        if (strangers > PATIENCE) {
            unwatched = PAUSE;
        }
    }

    private void repeated(JsonBytes out, Object value) {
        strangers = 0;
        int from = out.length();
        out.raw(start);
        writer.write(out, value);
        if (out.length() - from <= LONGEST_KEPT) {
            lastText = new Fragment(out.since(from));
        }
    }
}
