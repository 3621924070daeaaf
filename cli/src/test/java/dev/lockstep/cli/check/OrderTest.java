package dev.lockstep.cli.check;

import static dev.lockstep.cli.shop.Received.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void acceptsTopicsThatInterleave() {
        assertThat(
                        Order.differences(
                                List.of(
                                        event("c", "a", 0, 0x100, 1),
                                        event("c", "a", 1, 0x200, 2),
                                        event("c", "b", 0, 0x100, 2),
                                        event("c", "b", 1, 0x200, 1))))
                .isEmpty();
    }

    @Test
    void rejectsATopicThatGoesBack() {
        assertThat(
                        Order.differences(
                                List.of(
                                        event("c", "a", 0, 0x200, 1),
                                        event("c", "a", 1, 0x100, 1))))
                .containsExactly("not behind its predecessor in the topic: 0/100:1 (a, offset 1)");
    }

    @Test
    void rejectsTwoEventsInOnePlace() {
        assertThat(
                        Order.differences(
                                List.of(
                                        event("c", "a", 0, 0x100, 1),
                                        event("c", "b", 0, 0x100, 1))))
                .containsExactly(
                        "shares its place with 0/100:1 (a, offset 0): 0/100:1 (b, offset 0)");
    }

    @Test
    void rejectsAPositionThatContradictsThePlace() {
        assertThat(
                        Order.differences(
                                List.of(
                                        event("c", "a", 0, 0x100, 1),
                                        event("c", "b", 0, 0x200, 1, 5, null, Map.of("id", 1)))))
                .containsExactly("position does not increase: 0/200:1 (b, offset 0)");
    }
}
