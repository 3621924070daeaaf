package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EntityPatternsTest {

    private final ChangeReader reader = new ChangeReader();

    private Change change(String database, String schema, String table) {
        Map<String, Object> source = new HashMap<>();
        source.put("db", database);
        source.put("schema", schema);
        source.put("table", table);
        Map<String, Object> value = new HashMap<>();
        value.put("op", "t");
        value.put("source", source);
        return reader.read(value);
    }

    @ParameterizedTest
    @CsvSource({
        "orders, true",
        "public.orders, true",
        "shop.public.orders, true",
        "*, true",
        "*.orders, true",
        "public.*, true",
        "shop.public.*, true",
        "shop.*.orders, true",
        "ord?rs, true",
        "o*s, true",
        "shop.*.*, true",
        "/public\\.(orders|items)/, true",
        "/.*orders/, true",
        "/shop\\..*/, true",
        "/orders/, true",
        "order, false",
        "Orders, false",
        "shop.*, false",
        "shop.orders, false",
        "public, false",
        "/order/, false",
        "/public/, false",
        "orders?, false",
        "x.shop.public.orders, false",
        "(orders), false",
        "/, false",
        "//, false"
    })
    void comparesAsManyPartsAsAPatternHas(String pattern, boolean matches) {
        EntityPatterns patterns = EntityPatterns.of(List.of("nothing", pattern));
        assertThat(patterns.match(change("shop", "public", "orders"))).isEqualTo(matches);
        assertThat(patterns.match(change("shop", "public", "orders"))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "orders, true",
        "shop.orders, true",
        "shop.*, true",
        "/shop\\.orders/, true",
        "public.orders, false",
        "shop.*.orders, false"
    })
    void aTableWithoutASchemaHasTwoParts(String pattern, boolean matches) {
        EntityPatterns patterns = EntityPatterns.of(List.of(pattern));
        assertThat(patterns.match(change("shop", null, "orders"))).isEqualTo(matches);
    }

    @Test
    void namesMayHoldWhatIsSpecialElsewhere() {
        assertThat(EntityPatterns.of(List.of("a[1]$")).match(change("d", "s", "a[1]$"))).isTrue();
        assertThat(EntityPatterns.of(List.of("*")).match(change("d", "s", "a.b"))).isTrue();
        assertThat(EntityPatterns.of(List.of("/s\\.a\\.b/")).match(change("d", "s", "a.b")))
                .isTrue();
    }

    @Test
    void decidesForEachTableAnew() {
        EntityPatterns patterns = EntityPatterns.of(List.of("public.orders"));
        for (int i = 0; i < 3; i++) {
            assertThat(patterns.match(change("shop", "public", "orders"))).isTrue();
            assertThat(patterns.match(change("shop", "audit", "orders"))).isFalse();
            assertThat(patterns.match(change("other", "public", "orders"))).isTrue();
            assertThat(patterns.match(change(null, null, "orders"))).isFalse();
            assertThat(patterns.match(change(null, null, null))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheNameOfEveryShape(Shape shape) {
        Change change = reader.read(Samples.insert(shape).value());
        assertThat(EntityPatterns.of(List.of(shape.fullName())).match(change)).isTrue();
    }
}
