package dev.lockstep.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows as JSON, in one spelling whoever wrote them: PostgreSQL's {@code to_jsonb}, or a sink. A
 * column that is NULL and one that is not there are the same: a sink writes a column that was added
 * with the next change of its row.
 */
final class Documents {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private Documents() {}

    /**
     * The rows of a table.
     *
     * @param key what to know them by, as SQL
     */
    static Map<String, JsonNode> of(Capture capture, String table, String key)
            throws SQLException, JsonProcessingException {
        try (Connection connection = capture.connect()) {
            return of(connection, table, key);
        }
    }

    /** The same of any database of PostgreSQL. */
    static Map<String, JsonNode> of(Connection connection, String table, String key)
            throws SQLException, JsonProcessingException {
        Map<String, JsonNode> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET IntervalStyle = 'iso_8601'");
            String sql = "SELECT (" + key + ")::text, to_jsonb(t)::text FROM " + table + " t";
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    rows.put(row.getString(1), row(row.getString(2)));
                }
            }
        }
        return rows;
    }

    static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** A row as a sink or PostgreSQL spells it. */
    static JsonNode row(String text) throws JsonProcessingException {
        return row(json(text));
    }

    static JsonNode row(JsonNode read) {
        ObjectNode row = ((ObjectNode) read).objectNode();
        for (Map.Entry<String, JsonNode> column : read.properties()) {
            if (!column.getValue().isNull()) {
                row.set(column.getKey(), plain(column.getValue()));
            }
        }
        return row;
    }

    /**
     * A row of fields, which are JSON, but texts as they are.
     *
     * @param like tells which are texts; null counts as all
     */
    static JsonNode row(Map<String, String> fields, JsonNode like) throws JsonProcessingException {
        ObjectNode row = JSON.createObjectNode();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            boolean isText = like == null || like.path(field.getKey()).isTextual();
            row.set(
                    field.getKey(),
                    isText ? plain(field.getValue()) : plain(json(field.getValue())));
        }
        return row;
    }

    private static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return DecimalNode.valueOf(plain(value.decimalValue()));
        }
        if (value.isTextual()) {
            return plain(value.textValue());
        }
        if (value.isArray()) {
            ArrayNode elements = JSON.createArrayNode();
            value.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (value.isObject()) {
            ObjectNode members = JSON.createObjectNode();
            value.properties()
                    .forEach(member -> members.set(member.getKey(), plain(member.getValue())));
            return members;
        }
        return value;
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static TextNode plain(String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+")) {
            return TextNode.valueOf(LocalDateTime.parse(text).toString());
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d)")) {
            return TextNode.valueOf(OffsetDateTime.parse(text).toInstant().toString());
        }
        if (text.matches("\\\\x([0-9a-f]{2})*")) {
            byte[] bytes = HexFormat.of().parseHex(text.substring(2));
            return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
        }
        if (text.matches("P[0-9YMDTHS.-]+")) {
            String parts = text.replaceAll("(?<![0-9.])0(\\.0)?[YMDHS]", "");
            return TextNode.valueOf(parts.replaceAll("T$", ""));
        }
        return TextNode.valueOf(text);
    }
}
