package dev.lockstep.sink.change;

import java.util.Arrays;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record stands in Kafka itself, whatever transforms have made of its topic. Workers before
 * Kafka 3.6 do not tell; there the record's own topic has to do.
 */
public final class Origin {

    private static final boolean TOLD =
            Arrays.stream(SinkRecord.class.getMethods())
                    .anyMatch(method -> method.getName().equals("originalKafkaOffset"));

    private Origin() {}

    public static String topic(SinkRecord record) {
        return TOLD ? record.originalTopic() : record.topic();
    }

    public static int partition(SinkRecord record) {
        return TOLD ? record.originalKafkaPartition() : record.kafkaPartition();
    }

    public static long offset(SinkRecord record) {
        return TOLD ? record.originalKafkaOffset() : record.kafkaOffset();
    }

    /** Topic, partition and offset, for messages. */
    public static String describe(SinkRecord record) {
        return "topic "
                + topic(record)
                + ", partition "
                + partition(record)
                + ", offset "
                + offset(record);
    }
}
