package dev.lockstep.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SinkMetricsReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/sink-metrics.md");

    private static String printed() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Metrics of the sinks

                        Every task of a sink connector shows these figures

                        - through JMX, as attributes of
                          `dev.lockstep:type=<jdbc|opensearch|redis|typesense>-sink,connector="<name>",task=<number>`;
                        - on workers of Kafka 4.1 and newer also as metrics of the worker (KIP-877), in the group
                          `plugins`, with the tags `connector` and `task`.

                        Those of the source are on [a page of their own](metrics.md). Totals start at 0 with the task.
                        Printed by `SinkMetricsReferenceTest`; do not edit by hand.

                        | name | meaning |
                        |---|---|
                        """);
        for (Figure figure : Figure.ALL) {
            page.append("| `")
                    .append(figure.label())
                    .append("` | ")
                    .append(figure.description())
                    .append(" |\n");
        }
        return page.toString();
    }

    /** Run with {@code -Dlockstep.docs.update=true} to write the page. */
    @Test
    void thePageNamesEveryFigure() throws IOException {
        if (Boolean.getBoolean("lockstep.docs.update")) {
            Files.writeString(PAGE, printed());
        }
        assertThat(PAGE)
                .as("out of date: run mvn test with -Dlockstep.docs.update=true")
                .hasContent(printed());
    }
}
