package dev.lockstep.sink.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.DecimalMode;
import dev.lockstep.source.postgres.config.HstoreMode;
import dev.lockstep.source.postgres.config.IntervalMode;
import dev.lockstep.source.postgres.config.TimePrecisionMode;
import dev.lockstep.source.postgres.config.TypeOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of every type, as the source makes records of them, written into an equal table. */
class TypeRoundTripTest {

    private static final String PLACEHOLDER = "__debezium_unavailable_value";

    /** The types of which options of the source decide what becomes of them. */
    private static final Pattern OPTIONAL =
            Pattern.compile("bytea|date|time|interval|numeric|money|cents|dearer|hstore");

    private final Map<String, String> differences = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void everyTypeArrivesAsItWas(int major) throws Exception {
        TypeList list = new TypeList(major);
        try (PostgresServer server = PostgresServer.builder().major(major).start()) {
            try (Written session = new Written(server, PostgresOptions.DEFAULTS)) {
                session.execute("CREATE SCHEMA source");
                session.execute(list.definitions().toArray(String[]::new));
            }
            compare(server, list.types(), TypeOptions.DEFAULTS, BinaryText.BASE64);
            Map<String, String> optional = new LinkedHashMap<>(list.types());
            optional.values().removeIf(type -> !OPTIONAL.matcher(type).lookingAt());
            compare(server, optional, texts(), BinaryText.HEX);
            compare(server, optional, others(), BinaryText.BASE64);
        }
        assertThat(differences).isEmpty();
    }

    private static TypeOptions texts() {
        return new TypeOptions(
                DecimalMode.STRING,
                TimePrecisionMode.ISOSTRING,
                BinaryMode.HEX,
                HstoreMode.MAP,
                IntervalMode.STRING,
                2,
                PLACEHOLDER);
    }

    private static TypeOptions others() {
        return new TypeOptions(
                DecimalMode.DOUBLE,
                TimePrecisionMode.CONNECT,
                BinaryMode.BASE64,
                HstoreMode.JSON,
                IntervalMode.NUMERIC,
                2,
                PLACEHOLDER);
    }

    private void compare(
            PostgresServer server,
            Map<String, String> types,
            TypeOptions options,
            BinaryText binaryText)
            throws Exception {
        PostgresOptions written =
                new PostgresOptions(PostgresOptions.ReplicationRole.ORIGIN, binaryText, true);
        try (SourceTables source = new SourceTables(server, options);
                Written target = new Written(server, written)) {
            target.execute(tables(types));
            for (Map.Entry<String, String> type : types.entrySet()) {
                String from = type.getKey();
                String to = target(from);
                String failure = copied(source.rows(from), target, to);
                String difference = failure == null ? difference(target, type, to) : failure;
                if (!difference.isEmpty()) {
                    differences.put(type.getValue(), options + ": " + difference);
                }
            }
        }
    }

    private static String target(String source) {
        return source.replace("source", "target");
    }

    private static String[] tables(Map<String, String> types) {
        List<String> sql = new ArrayList<>();
        sql.add("DROP SCHEMA IF EXISTS target CASCADE");
        sql.add("CREATE SCHEMA target");
        for (String from : types.keySet()) {
            sql.add("CREATE TABLE " + target(from) + " (LIKE " + from + " INCLUDING INDEXES)");
        }
        return sql.toArray(String[]::new);
    }

    /** Null when all went well. */
    private static String copied(List<RowChange> rows, Written target, String table) {
        try {
            copy(rows, target, table);
            return null;
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** Numbers of any scale lose zeros at their end at the source: they are equal, not the same. */
    private static String difference(Written target, Map.Entry<String, String> type, String table)
            throws Exception {
        String same =
                type.getValue().equals("numeric")
                        ? "s IS NOT DISTINCT FROM t"
                        : "s::text = t::text";
        return target.query(
                "SELECT s::text, t::text FROM "
                        + type.getKey()
                        + " s FULL JOIN "
                        + table
                        + " t USING (id) WHERE NOT coalesce("
                        + same
                        + ", false)");
    }

    /** As the frame does: rows with exact texts of the same columns by a plan of their own. */
    private static void copy(List<RowChange> rows, Written target, String table) throws Exception {
        Map<BitSet, List<RowChange>> kinds = new LinkedHashMap<>();
        for (RowChange row : rows) {
            BitSet exact = new BitSet();
            for (int i = 0; i < row.row().shape().size(); i++) {
                exact.set(i, row.row().exactText(i) != null);
            }
            kinds.computeIfAbsent(exact, none -> new ArrayList<>()).add(row);
        }
        RowShape shape = rows.get(0).row().shape();
        for (Map.Entry<BitSet, List<RowChange>> kind : kinds.entrySet()) {
            target.write(
                    target.plan(Statement.UPSERT, table, shape, kind.getKey(), false),
                    kind.getValue());
        }
    }
}
