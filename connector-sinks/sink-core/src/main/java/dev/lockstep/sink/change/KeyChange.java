package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The two events that one update makes when it changes a key: a delete of the old key and, next in
 * the same transaction, an insert of the new one. Headers tell each of the other.
 */
public final class KeyChange {

    private static final String NEW_KEY = "__debezium.newkey";
    private static final String OLD_KEY = "__debezium.oldkey";

    private KeyChange() {}

    /** Whether a delete is the first of the two. */
    public static boolean begins(SinkRecord record) {
        return record.headers().lastWithName(NEW_KEY) != null;
    }

    /** Whether an insert is the second of the two. */
    public static boolean ends(SinkRecord record) {
        return record.headers().lastWithName(OLD_KEY) != null;
    }

    /**
     * Whether both are of one update. Their keys cannot tell, for the converter of headers may have
     * made texts of those.
     */
    @SuppressWarnings("ReferenceEquality") // there is one instance of each table
    public static boolean isOf(Delete first, Upsert second) {
        long distance = second.place().position() - first.place().position();
        return first.table() == second.table()
                && first.place().commitLsn() == second.place().commitLsn()
                && (distance == 0 || distance == 1)
                && ends(second.record());
    }
}
