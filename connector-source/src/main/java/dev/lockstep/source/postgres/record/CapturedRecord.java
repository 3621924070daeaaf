package dev.lockstep.source.postgres.record;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record as the connector hands it out. With exactly-once support, Connect keeps records in hash
 * sets and asks them several times each; a record's place makes it different from every other, so
 * its identity answers that without a walk through all its values.
 */
public final class CapturedRecord extends SourceRecord {

    private boolean endsTransaction;

    CapturedRecord(
            Map<String, String> partition,
            SourceOffset offset,
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            ConnectHeaders headers) {
        super(
                partition,
                offset,
                topic,
                kafkaPartition,
                keySchema,
                key,
                valueSchema,
                value,
                null,
                headers);
    }

    /** Marks the last record of a transaction of the source. */
    void endTransaction() {
        endsTransaction = true;
    }

    /** Whether all records of its transaction, and of all before, have come with this one. */
    public boolean endsTransaction() {
        return endsTransaction;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
