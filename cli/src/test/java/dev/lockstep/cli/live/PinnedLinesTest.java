package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PinnedLinesTest {

    private final StringWriter text = new StringWriter();
    private final PinnedLines lines = new PinnedLines(new PrintWriter(text));

    @Test
    void keepsThemBelowWhatScrollsBy() {
        lines.draw(List.of(), List.of("a1", "b1", "c1"));
        lines.draw(List.of("event 1", "event 2"), List.of("a2", "b2"));
        lines.draw(List.of(), List.of("a3", "b3", "c3", "d3"));
        lines.draw(List.of("event 3"), List.of("a4"));
        lines.draw(List.of("event 4"), List.of("a5", "b5"));
        lines.end();
        assertThat(shown()).containsExactly("event 1", "event 2", "event 3", "event 4", "a5", "b5");
    }

    /** As a terminal of many lines would show it. */
    private List<String> shown() {
        List<StringBuilder> screen = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        Matcher matcher =
                Pattern.compile("\u001B\\[(\\??\\d*)([A-Za-z])|\r\n|\r|\n|[^\u001B\r\n]+")
                        .matcher(text.toString());
        while (matcher.find()) {
            String found = matcher.group();
            if (found.endsWith("\n")) {
                row++;
                if (row == screen.size()) {
                    screen.add(new StringBuilder());
                }
            } else if ("A".equals(matcher.group(2))) {
                row -= Integer.parseInt(matcher.group(1));
            } else if ("J".equals(matcher.group(2))) {
                screen.subList(row + 1, screen.size()).clear();
                screen.get(row).setLength(0);
            } else if (matcher.group(2) == null && !found.equals("\r")) {
                screen.get(row).append(found);
            }
        }
        return screen.stream().map(String::valueOf).filter(line -> !line.isEmpty()).toList();
    }
}
