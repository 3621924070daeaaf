package dev.lockstep.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cli.check.CheckStep.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the script of the check.
 *
 * <pre>
 * == title of a step
 * a: a statement on connection a;
 *    which may go on over lines until its semicolon
 * &gt; {"op": "c", ...}            an event that the step causes, in commit order
 * &gt; 1..9 {"op": "c", ... $n}    one for each number, which stands for $n
 * </pre>
 *
 * Lines that start with {@code #} are comments.
 */
final class CheckScript {

    private static final Pattern STATEMENT = Pattern.compile("([a-z]): *(.*)");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+) (.*)");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final List<CheckStep> steps = new ArrayList<>();
    private String connection;
    private StringBuilder statement;

    private CheckScript() {}

    static List<CheckStep> load() {
        try (InputStream content = CheckScript.class.getResourceAsStream("check.scenario")) {
            return parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<CheckStep> parse(String text) {
        CheckScript script = new CheckScript();
        text.lines().forEach(script::line);
        return script.steps;
    }

    private void line(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (statement != null) {
            continueStatement(line);
        } else if (line.startsWith("== ")) {
            steps.add(new CheckStep(line.substring(3), new ArrayList<>(), new ArrayList<>()));
        } else if (line.startsWith("> ")) {
            expect(line.substring(2));
        } else {
            Matcher matcher = STATEMENT.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Cannot read the line: " + line);
            }
            connection = matcher.group(1);
            statement = new StringBuilder();
            continueStatement(matcher.group(2));
        }
    }

    private void continueStatement(String line) {
        statement.append(line.strip()).append(' ');
        if (line.endsWith(";")) {
            String sql = statement.substring(0, statement.length() - 2);
            current().commands().add(new Command(connection, sql));
            statement = null;
        }
    }

    private void expect(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            current().expected().add(change(text));
            return;
        }
        int last = Integer.parseInt(range.group(2));
        for (int n = Integer.parseInt(range.group(1)); n <= last; n++) {
            current().expected().add(change(range.group(3).replace("$n", Integer.toString(n))));
        }
    }

    private CheckStep current() {
        return steps.get(steps.size() - 1);
    }

    @SuppressWarnings("unchecked")
    private static RowChange change(String text) {
        try {
            Map<String, Object> json = JSON.readValue(text, Map.class);
            return new RowChange(
                    (String) json.get("op"),
                    (String) json.get("table"),
                    (Map<String, Object>) json.getOrDefault("key", Map.of()),
                    (Map<String, Object>) json.getOrDefault("before", Map.of()),
                    (Map<String, Object>) json.getOrDefault("after", Map.of()),
                    (List<String>) json.getOrDefault("unavailable", List.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read the expectation: " + text, e);
        }
    }
}
