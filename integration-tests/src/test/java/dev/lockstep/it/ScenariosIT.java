package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.it.Events.Event;
import dev.lockstep.it.Scenario.Expectation;
import dev.lockstep.it.Scenario.Step;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the scenario files, each with a database and a connector of its own. */
@ExtendWith(Stack.Shared.class)
class ScenariosIT {

    private static final String END = "end-of-scenario";

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> scenario(Stack stack) throws Exception {
        Path folder = Path.of(ScenariosIT.class.getResource("/scenarios").toURI());
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().flatMap(file -> tests(stack, file));
    }

    private static Stream<DynamicTest> tests(Stack stack, Path file) {
        Scenario scenario = Scenario.read(file);
        URI source = file.toUri();
        return scenario.majors().stream()
                .map(
                        major ->
                                DynamicTest.dynamicTest(
                                        scenario.name() + " on PostgreSQL " + major,
                                        source,
                                        () -> run(stack, scenario, major)));
    }

    private static void run(Stack stack, Scenario scenario, int major) throws Exception {
        String[] ddl = scenario.tables().stream().map(Step::sql).toArray(String[]::new);
        try (Capture capture = stack.capture(stack.postgres(major), ddl);
                Sessions sessions = new Sessions(capture);
                Events events = capture.events("all").checking(capture::checkAlive)) {
            capture.start(Funnel.options(capture.name, scenario.options()));
            for (Step step : scenario.changes()) {
                sessions.execute(scenario.name(), step);
                check(step.expected(), events.next(step.expected().size()));
            }
            capture.execute("SELECT pg_logical_emit_message(true, '" + END + "', '')");
            assertThat(nextEvent(events))
                    .as("after the last expected record")
                    .extracting(event -> event.key().path("prefix").asText())
                    .containsExactly(END);
        }
    }

    /** Without the records that tell where its transaction begins and ends. */
    private static List<Event> nextEvent(Events events) {
        List<Event> next = new ArrayList<>();
        while (next.isEmpty()) {
            events.next(1).stream()
                    .filter(event -> !event.value().has("status"))
                    .forEach(next::add);
        }
        return next;
    }

    private static void check(List<Expectation> expected, List<Event> events) {
        for (int i = 0; i < expected.size(); i++) {
            int record = i;
            ExpectedRecords.mismatch(expected.get(i), events.get(i))
                    .ifPresent(
                            mismatch -> {
                                throw new AssertionError(mismatch + "; record " + (record + 1));
                            });
        }
        assertThat(events).hasSameSizeAs(expected);
    }

    /** The connections of one scenario, by the names that its statements use. */
    private static final class Sessions implements AutoCloseable {

        private final Capture capture;
        private final Map<String, Connection> open = new HashMap<>();

        private Sessions(Capture capture) {
            this.capture = capture;
        }

        void execute(String file, Step step) throws SQLException {
            Connection connection = open.get(step.session());
            if (connection == null) {
                connection = capture.connect();
                open.put(step.session(), connection);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(step.sql());
            } catch (SQLException e) {
                throw new SQLException(file + ":" + step.line() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : open.values()) {
                connection.close();
            }
        }
    }
}
