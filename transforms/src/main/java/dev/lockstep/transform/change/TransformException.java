package dev.lockstep.transform.change;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record that a transform or predicate cannot deal with. The message names the transform, the
 * option or field, and the record's place, and never a value.
 */
public final class TransformException extends DataException {

    /** Parts of a source offset that are places in a log; others may hold a row's key. */
    private static final List<String> PLACES =
            List.of(
                    "commit_lsn",
                    "ordinal",
                    "lsn",
                    "file",
                    "pos",
                    "row",
                    "change_lsn",
                    "scn",
                    "commit_scn",
                    "ord");

    private TransformException(String message) {
        super(message);
    }

    /**
     * The error for a record.
     *
     * @param action what cannot be done, as {@code apply FilterEntity}
     * @param cause why, with the option or field but without any value
     * @param remedy what to do, as a sentence
     */
    public static TransformException of(
            String action, ConnectRecord<?> record, String cause, String remedy) {
        return new TransformException(
                "Cannot " + action + " (" + place(record) + "): " + cause + ". " + remedy);
    }

    private static String place(ConnectRecord<?> record) {
        StringJoiner place = new StringJoiner(", ");
        place.add("topic " + record.topic());
        if (record.kafkaPartition() != null) {
            place.add("partition " + record.kafkaPartition());
        }
        if (record instanceof SinkRecord sink) {
            place.add("offset " + sink.kafkaOffset());
        } else if (record instanceof SourceRecord source) {
            place.add("source offset " + places(source.sourceOffset()));
        }
        return place.toString();
    }

    private static String places(Map<String, ?> offset) {
        StringJoiner places = new StringJoiner(" ", "{", "}");
        for (String name : PLACES) {
            if (offset != null && offset.get(name) != null) {
                places.add(name + "=" + offset.get(name));
            }
        }
        return places.toString();
    }
}
