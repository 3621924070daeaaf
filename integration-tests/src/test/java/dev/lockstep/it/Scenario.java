package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scenario file: options of the connector, the tables, then statements and the records that each
 * must bring. {@code scenarios/README.md} describes the format.
 *
 * @param majors the PostgreSQL versions it runs on
 * @param options of the connector
 * @param tables statements that run before the connector starts
 */
record Scenario(
        String name,
        List<Integer> majors,
        Map<String, String> options,
        List<Step> tables,
        List<Step> changes) {

    /**
     * A statement and what must come of it.
     *
     * @param line where it begins in the file
     * @param session the name of the connection that runs it
     */
    record Step(int line, String session, String sql, List<Expectation> expected) {}

    private static final int USUAL_MAJOR = 17;

    static Scenario read(Path file) {
        try {
            return new Reader(file.getFileName().toString()).read(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one file, line by line. */
    private static final class Reader {

        private final String name;
        private final Map<String, String> options = new TreeMap<>();
        private final List<Step> tables = new ArrayList<>();
        private final List<Step> changes = new ArrayList<>();
        private List<Integer> majors = List.of(USUAL_MAJOR);

        /** Where statements go; null in the header. */
        private List<Step> steps;

        private StringBuilder pending = new StringBuilder();
        private int pendingLine;

        private Reader(String name) {
            this.name = name;
        }

        Scenario read(List<String> lines) {
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (!line.isBlank() && !line.startsWith("#")) {
                    accept(i + 1, line);
                }
            }
            flush();
            return new Scenario(name, majors, options, tables, changes);
        }

        private void accept(int number, String line) {
            if (line.equals("tables:") || line.equals("changes:")) {
                flush();
                steps = line.equals("tables:") ? tables : changes;
            } else if (steps == null) {
                header(number, line);
            } else {
                boolean begins = !line.startsWith(" ") && (isExpectation() || pending.isEmpty());
                if (begins || line.startsWith("->")) {
                    flush();
                    pendingLine = number;
                }
                pending.append(line).append('\n');
                if (!isExpectation() && line.endsWith(";")) {
                    flush();
                }
            }
        }

        private boolean isExpectation() {
            return pending.indexOf("->") == 0;
        }

        private void header(int number, String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        name + ":" + number + ": neither an option nor a section: " + line);
            }
            String value = line.substring(colon + 1).strip();
            if (line.startsWith("majors:")) {
                majors = List.of(value.split(" ")).stream().map(Integer::valueOf).toList();
            } else {
                options.put(line.substring(0, colon).strip(), value);
            }
        }

        private void flush() {
            String text = pending.toString().strip();
            boolean expectation = isExpectation();
            pending = new StringBuilder();
            if (text.isEmpty()) {
                return;
            }
            if (expectation) {
                List<Expectation> expected = steps.get(steps.size() - 1).expected();
                expected.addAll(Expectation.parse(name + ":" + pendingLine, text.substring(2)));
                return;
            }
            String session = "";
            String sql = text;
            if (text.startsWith("@")) {
                int space = text.indexOf(' ');
                session = text.substring(1, space);
                sql = text.substring(space + 1);
            }
            steps.add(new Step(pendingLine, session, sql, new ArrayList<>()));
        }
    }

    /** What a record must look like: the fields to compare and where the file says so. */
    record Expectation(String place, JsonNode fields) {

        static List<Expectation> parse(String place, String text) {
            return ExpectedRecords.parse(place, text);
        }
    }
}
