package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class EventSchemaTest {

    @Test
    void theEnvelopeStartsWithDebeziumsAndEndsWithOptionalFields() {
        assertExtends(ExampleEvents.ORDERS.value(), DebeziumSchemas.envelope());
        assertThat(ours(ExampleEvents.ORDERS.value(), DebeziumSchemas.envelope()))
                .extracting(Field::name)
                .containsExactly("changed_fields", "unavailable_fields", "exact_values");
    }

    @Test
    void theSourceBlockStartsWithDebeziumsAndEndsWithThePlace() {
        assertExtends(SourceSchema.SCHEMA, DebeziumSchemas.source());
        assertThat(ours(SourceSchema.SCHEMA, DebeziumSchemas.source()))
                .extracting(Field::name)
                .containsExactly("commit_lsn", "ordinal", "position", "last");
    }

    @Test
    void messagesHaveDebeziumsShape() {
        Schema value = MessageSchema.TEXT.value();
        assertThat(value.name()).isEqualTo("io.debezium.connector.postgresql.MessageValue");
        assertThat(value.version()).isEqualTo(1);
        assertThat(value.fields())
                .extracting(Field::name)
                .containsExactly("op", "ts_ms", "source", "transaction", "message");
        assertThat(MessageSchema.TEXT.content().schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(MessageSchema.BYTES.content().schema()).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
    }

    @Test
    void namesFollowTheTopic() {
        assertThat(ExampleEvents.KEY.name()).isEqualTo("shop.public.orders.Key");
        assertThat(ExampleEvents.ROW.name()).isEqualTo("shop.public.orders.Value");
        assertThat(ExampleEvents.ORDERS.value().name()).isEqualTo("shop.public.orders.Envelope");
    }

    /** Connect compares schemas on every put, by identity first. */
    @Test
    void blocksKeepTheVerySchemaObjects() {
        EventSchema schema = ExampleEvents.ORDERS;
        assertThat(schema.before().schema()).isSameAs(schema.row());
        assertThat(schema.after().schema()).isSameAs(schema.row());
        assertThat(schema.source().schema()).isSameAs(SourceSchema.SCHEMA);
        assertThat(schema.transaction().schema()).isSameAs(TransactionSchema.SCHEMA);
    }

    @Test
    void rejectsARowThatCannotBeAbsent() {
        Schema required = ExampleEvents.KEY;
        assertThatThrownBy(() -> EventSchema.of("shop.public.orders", required))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic shop.public.orders");
    }

    private static void assertExtends(Schema schema, Schema debezium) {
        assertThat(schema.name()).isEqualTo(debezium.name());
        assertThat(schema.version()).isEqualTo(debezium.version());
        for (Field field : debezium.fields()) {
            Field own = schema.fields().get(field.index());
            assertThat(own.name()).isEqualTo(field.name());
            if (!field.name().equals("source")) {
                assertThat(own.schema()).as(field.name()).isEqualTo(field.schema());
            }
        }
        assertThat(ours(schema, debezium)).allMatch(field -> field.schema().isOptional());
    }

    private static List<Field> ours(Schema schema, Schema debezium) {
        return schema.fields().subList(debezium.fields().size(), schema.fields().size());
    }
}
