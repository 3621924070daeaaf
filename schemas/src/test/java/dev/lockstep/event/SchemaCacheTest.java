package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {

    private final AtomicInteger compiled = new AtomicInteger();
    private final SchemaCache<String> cache =
            new SchemaCache<>(schema -> schema.name() + " " + compiled.incrementAndGet());

    private static Schema schema(String name) {
        return SchemaBuilder.struct().name(name).field("id", Schema.INT64_SCHEMA).build();
    }

    @Test
    void worksOutOncePerSchema() {
        Schema a = schema("a");
        Schema b = schema("b");
        for (int i = 0; i < 10; i++) {
            assertThat(cache.get(a)).isEqualTo("a 1");
            assertThat(cache.get(b)).isEqualTo("b 2");
        }
        assertThat(compiled).hasValue(2);
    }

    @Test
    void givesEqualSchemasOneAnswer() {
        for (int i = 0; i < 3 * SchemaCache.CAPACITY; i++) {
            assertThat(cache.get(schema("a"))).isEqualTo("a 1");
        }
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        Schema first = schema("first");
        cache.get(first);
        for (int i = 0; i < SchemaCache.CAPACITY; i++) {
            cache.get(schema("s" + i));
        }
        assertThat(cache.get(first)).isEqualTo("first " + (SchemaCache.CAPACITY + 2));
    }
}
