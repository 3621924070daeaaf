package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.ConnectRest;
import dev.lockstep.it.Events.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.Shared.class)
class StreamingIT {

    private static final String CONVERTER = "dev.lockstep.json.LockstepJsonConverter";

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

    @Test
    void writesWithTheConverterOfTheArchive(Stack stack) throws Exception {
        assertThat(stack.worker.rest().plugins())
                .filteredOn(plugin -> plugin.className().equals(CONVERTER))
                .extracting(ConnectRest.Plugin::type)
                .contains("converter", "header_converter");
        try (Capture capture =
                        stack.capture("CREATE TABLE item (id int PRIMARY KEY, name text)")
                                .start(
                                        "key.converter",
                                        CONVERTER,
                                        "key.converter.schemas.enable",
                                        "false",
                                        "value.converter",
                                        CONVERTER,
                                        "value.converter.schemas.enable",
                                        "false");
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1, 'quo\"te, naïve 😀')");
            Event got = events.next(1).get(0);
            assertThat(got.key().path("id").asInt()).isEqualTo(1);
            assertThat(got.after().path("name").asText()).isEqualTo("quo\"te, naïve 😀");
            assertThat(got.source().path("last").asBoolean()).isTrue();
        }
    }
}
