package dev.lockstep.cli.verify.target.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Documents of the rows of one table. */
public final class RowDocuments {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    /** Types whose documents have parts that the server's text has not. */
    private static final Set<String> SHAPES =
            Set.of("point", "geometry", "geography", "vector", "halfvec", "sparsevec");

    /** What is a number of some unit where no schema tells which. */
    private static final Set<Kind> COUNTED =
            EnumSet.of(Kind.DATE, Kind.TIME, Kind.TIMESTAMP, Kind.INTERVAL);

    private static final Set<Kind> DECIMALS = EnumSet.of(Kind.DECIMAL, Kind.MONEY);
    private static final Set<Kind> MOMENTS =
            EnumSet.of(Kind.DATE, Kind.TIMESTAMP, Kind.TIMESTAMP_TZ);

    private final SourceTable table;
    private final List<UnaryOperator<String>> spellings;

    public RowDocuments(SourceTable table, Forms forms) {
        this.table = table;
        this.spellings = SourceRows.spellings(table, forms);
    }

    /** A table without the columns that documents do not tell in full. */
    public static SourceTable comparable(
            SourceTable table, Forms forms, Map<String, String> source, Map<String, String> sink) {
        boolean plain =
                sink.getOrDefault("value.converter", "").endsWith("JsonConverter")
                        && sink.getOrDefault("value.converter.schemas.enable", "true")
                                .equals("false");
        boolean exactDecimals =
                source.getOrDefault("decimal.handling.mode", "precise").equals("precise");
        List<Column> columns = new ArrayList<>();
        List<String> notes = new ArrayList<>(table.notes());
        for (Column column : table.columns()) {
            Kind kind = column.kind() == Kind.ARRAY ? column.type().element() : column.kind();
            boolean bare =
                    plain && (COUNTED.contains(kind) || (DECIMALS.contains(kind) && exactDecimals));
            boolean shape = kind == Kind.COMPOSITE || SHAPES.contains(column.type().name());
            boolean isKey = columns.size() < table.keySize();
            if (isKey && (bare || (MOMENTS.contains(kind) && forms.counts()))) {
                throw new CommandException(
                        "Cannot compare "
                                + table.fullName()
                                + ": documents do not tell the key's "
                                + column.name()
                                + " with all its digits.");
            }
            if (bare || shape) {
                notes.add(
                        column.name()
                                + (bare ? " has no schema in the sink's topic" : " is a shape")
                                + " and is not compared");
            } else {
                columns.add(column);
            }
        }
        return table.with(columns, notes);
    }

    /** What a text reads as; missing for what is no JSON. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The values of a document, by the table's columns; null for those that it does not have. */
    public List<String> values(JsonNode document) {
        String[] values = new String[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(document, i);
        }
        return Arrays.asList(values);
    }

    private String value(JsonNode document, int column) {
        return spellings.get(column).apply(text(document, column));
    }

    private String text(JsonNode document, int column) {
        JsonNode value = document.path(table.columns().get(column).name());
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual()
                ? value.textValue()
                : value.isNumber() ? value.decimalValue().toString() : value.toString();
    }

    /** The row that a document tells, which has a key; its texts are those of the document. */
    public SourceRow row(JsonNode document) {
        List<String> texts =
                Arrays.asList(
                        IntStream.range(0, table.columns().size())
                                .mapToObj(column -> text(document, column))
                                .toArray(String[]::new));
        return new SourceRow(key(document), "", texts, values(document));
    }

    /** The key of a document; null when it does not have all of it. */
    public RowKey key(JsonNode document) {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < table.keySize(); i++) {
            String value = value(document, i);
            if (value == null) {
                return null;
            }
            key.add(value);
        }
        return new RowKey(key);
    }
}
