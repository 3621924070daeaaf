package dev.lockstep.transform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class EventTimeTest {

    private static Schema named(String name) {
        return SchemaBuilder.int64().name(name).build();
    }

    @Test
    void readsEveryUnit() {
        assertThat(EventTime.millis(Date.from(Instant.ofEpochMilli(7)), Timestamp.SCHEMA))
                .isEqualTo(7);
        assertThat(EventTime.millis(7L, named("io.debezium.time.Timestamp"))).isEqualTo(7);
        assertThat(EventTime.millis(7_999L, named("io.debezium.time.MicroTimestamp"))).isEqualTo(7);
        assertThat(EventTime.millis(-1L, named("io.debezium.time.MicroTimestamp"))).isEqualTo(-1);
        assertThat(EventTime.millis(7_999_999L, named("io.debezium.time.NanoTimestamp")))
                .isEqualTo(7);
        assertThat(EventTime.millis("1970-01-01T01:00:00.007+01:00", null)).isEqualTo(7);
    }

    @Test
    void doesNotGuessAUnit() {
        assertThat(EventTime.millis(7L, null)).isNull();
        assertThat(EventTime.millis(7L, Schema.INT64_SCHEMA)).isNull();
        assertThat(EventTime.millis(7L, named("io.debezium.time.MicroTime"))).isNull();
        assertThat(EventTime.millis("yesterday", null)).isNull();
        assertThat(EventTime.millis(true, null)).isNull();
    }
}
