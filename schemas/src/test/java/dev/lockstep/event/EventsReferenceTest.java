package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

/** The pages of the events name every field that events have, and no other. */
class EventsReferenceTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern FIRST_COLUMN = Pattern.compile("(?m)^\\| (`[^|]*`)[^|`]*\\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    /** The names in the first column of the tables below a heading. */
    private static List<String> rows(String page, String heading) {
        int begin = page.indexOf("\n" + heading + "\n");
        assertThat(begin).as(heading).isNotNegative();
        int end = page.indexOf("\n#", begin + heading.length() + 1);
        String part = page.substring(begin, end < 0 ? page.length() : end);
        return FIRST_COLUMN
                .matcher(part)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .toList();
    }

    private static List<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    @Test
    void theEnvelope() throws IOException {
        Schema value = EventSchema.of("t", EventSchema.row("t").build()).value();
        assertThat(rows(page("reference/events.md"), "## Value"))
                .containsExactlyInAnyOrderElementsOf(names(value));
    }

    @Test
    void theSourceBlock() throws IOException {
        assertThat(rows(page("reference/events.md"), "### `source`"))
                .containsExactlyInAnyOrderElementsOf(names(SourceSchema.SCHEMA));
    }

    @Test
    void theOperations() throws IOException {
        String page = page("reference/events.md");
        String row =
                page.lines().filter(line -> line.startsWith("| `op` |")).findFirst().orElseThrow();
        assertThat(NAME.matcher(row).results().map(name -> name.group(1)).skip(1))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Operation.values()).map(Operation::code).toList());
    }

    @Test
    void transactions() throws IOException {
        String page = page("concepts/transactions.md");
        assertThat(rows(page, "## Transaction metadata"))
                .containsExactlyInAnyOrderElementsOf(names(TransactionSchema.SCHEMA));
        Stream.of(TransactionMarkerSchema.VALUE, TransactionMarkerSchema.COLLECTION)
                .flatMap(schema -> names(schema).stream())
                .forEach(name -> assertThat(page).contains("\"" + name + "\":"));
    }

    @Test
    void definitionsOfTables() throws IOException {
        String page = page("howto/schema-changes.md");
        Stream.of(TableDefinitionSchema.SCHEMA, TableDefinitionSchema.COLUMN, TableKeySchema.SCHEMA)
                .flatMap(schema -> names(schema).stream())
                .forEach(name -> assertThat(page).contains("\"" + name + "\":"));
    }

    @Test
    void rowsThatCannotBeConverted() throws IOException {
        String page = page("howto/rows-that-cannot-be-converted.md");
        assertThat(names(FailedChangeSchema.SCHEMA))
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
