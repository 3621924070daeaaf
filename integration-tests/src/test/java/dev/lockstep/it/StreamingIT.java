package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.it.Events.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.Shared.class)
class StreamingIT {

    @Test
    void carriesEveryOperationWithItsPlace(Stack stack) throws Exception {
        try (Capture capture =
                        stack.capture("CREATE TABLE item (id int PRIMARY KEY, name text)").start();
                Events events = capture.events("public.item")) {
            capture.execute(
                    "INSERT INTO item VALUES (1, 'one'), (2, 'two')",
                    "UPDATE item SET name = 'uno' WHERE id = 1",
                    "UPDATE item SET id = 3 WHERE id = 2",
                    "DELETE FROM item WHERE id = 1");
            List<Event> got = events.next(8);
            assertThat(got.stream().map(Event::op))
                    .containsExactly("c", "c", "u", "d", "", "c", "d", "");
            assertThat(got.get(0).source().path("last").asBoolean()).isFalse();
            assertThat(got.get(1).source().path("last").asBoolean()).isTrue();
            assertThat(got.get(1).source().path("ordinal").asInt()).isEqualTo(2);
            assertThat(got.get(3).key().path("id").asInt()).isEqualTo(2);
            assertThat(got.get(5).source().path("ordinal").asInt()).isEqualTo(2);
            assertThat(got.get(5).after().path("name").asText()).isEqualTo("two");
        }
    }
}
