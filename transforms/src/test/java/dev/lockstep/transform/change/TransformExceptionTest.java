package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TransformExceptionTest {

    private static String message(ConnectRecord<?> record) {
        return TransformException.of("apply X", record, "it is so", "Do that.").getMessage();
    }

    @Test
    void namesTopicPartitionAndOffset() {
        assertThat(message(Samples.insert(Shape.LOCKSTEP)))
                .isEqualTo(
                        "Cannot apply X (topic shop.public.orders, partition 3, offset 42): it is"
                                + " so. Do that.");
    }

    @Test
    void namesThePlaceInTheLogBeforeThereIsAnOffsetAndNothingElseOfTheSourceOffset() {
        assertThat(message(Samples.asSource(Samples.insert(Shape.LOCKSTEP))))
                .isEqualTo(
                        "Cannot apply X (topic shop.public.orders, source offset {lsn=23803720}):"
                                + " it is so. Do that.");
    }

    @Test
    void doesWithoutASourceOffset() {
        assertThat(message(new SourceRecord(null, null, "t", null, null)))
                .contains("(topic t, source offset {})");
    }
}
