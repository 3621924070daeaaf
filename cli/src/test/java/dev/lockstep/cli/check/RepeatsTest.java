package dev.lockstep.cli.check;

import static dev.lockstep.cli.shop.Received.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.event.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private static final String TOPIC = "shop.public.orders";

    private final Repeats repeats = new Repeats();

    @Test
    void knowsAnEventThatWasSentAgainByItsPlace() {
        repeats.add(event("c", TOPIC, 0, 0x100, 1));
        repeats.add(event("c", TOPIC, 1, 0x100, 2));
        repeats.add(event("c", TOPIC, 2, 0x100, 1));
        assertThat(repeats.news()).hasSize(2);
        assertThat(repeats.count()).isEqualTo(1);
        assertThat(repeats.differences()).isEmpty();
    }

    @Test
    void findsARepeatWithAnotherContent() {
        repeats.add(event("c", TOPIC, 0, 0x100, 1));
        repeats.add(
                event(
                        "c",
                        TOPIC,
                        1,
                        0x100,
                        1,
                        Position.pack(0x100, 1),
                        null,
                        Map.of("id", 1, "status", "paid")));
        assertThat(repeats.differences())
                .containsExactly("sent again with another content: 0/100:1 in " + TOPIC);
    }

    @Test
    void findsARepeatInAnotherTopic() {
        repeats.add(event("c", TOPIC, 0, 0x100, 1));
        repeats.add(event("c", "shop.public.order_lines", 0, 0x100, 1));
        assertThat(repeats.differences()).hasSize(1);
    }
}
