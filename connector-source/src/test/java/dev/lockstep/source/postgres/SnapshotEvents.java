package dev.lockstep.source.postgres;

import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** The parts of a snapshot's events that tests compare. */
final class SnapshotEvents {

    private SnapshotEvents() {}

    static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }

    /** Operation and id. */
    static String id(SourceRecord record) {
        Struct value = value(record);
        return value.getString("op") + value.getStruct("after").get("id");
    }

    /** Operation, place in the snapshot, id. */
    static String marked(SourceRecord record) {
        Struct source = value(record).getStruct("source");
        return source.get("snapshot") + " " + id(record);
    }

    /** Topic, key and row. */
    static String row(SourceRecord record) {
        Object after = value(record).getStruct("after");
        return record.topic() + " " + record.key() + " " + after;
    }

    static long position(SourceRecord record) {
        return value(record).getStruct("source").getInt64("position");
    }
}
