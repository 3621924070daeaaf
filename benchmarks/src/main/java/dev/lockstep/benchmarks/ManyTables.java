package dev.lockstep.benchmarks;

import dev.lockstep.embedded.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What it costs to capture many tables, some of them busy: the same rows, written by the same
 * statements in transactions of the same size, drained from one table and from many.
 */
@Command(
        name = "many-tables",
        mixinStandardHelpOptions = true,
        description = "Drains a backlog of one table and one of many tables, in turn.")
final class ManyTables implements Callable<Integer> {

    private static final int STATEMENTS = 30;
    private static final int ROWS_PER_STATEMENT = 33;

    @Option(names = "--rows", defaultValue = "990000", description = "Rows of the backlog.")
    private int rows;

    @Option(names = "--warmup-rows", defaultValue = "990000", description = "Rows drained before.")
    private int warmupRows;

    @Option(names = "--tables", defaultValue = "500", description = "Tables that are captured.")
    private int tables;

    @Option(names = "--busy", defaultValue = "30", description = "Tables with changes.")
    private int busy;

    @Mixin private Contest contest;

    @Mixin private ProducerTuning tuning;

    /** Some tables of one schema, of which the first are busy. */
    private record Layout(String schema, int tables, int busy) {

        void create(PostgresServer postgres) throws SQLException {
            postgres.execute(OrdersTable.DATABASE, "CREATE SCHEMA " + schema);
            for (int i = 0; i < tables; i++) {
                postgres.execute(
                        OrdersTable.DATABASE, "CREATE TABLE " + table(i) + OrdersTable.COLUMNS);
            }
            postgres.execute(
                    OrdersTable.DATABASE,
                    "CREATE PUBLICATION " + schema + " FOR TABLES IN SCHEMA " + schema);
        }

        private String table(int number) {
            return schema + ".orders_" + number;
        }

        List<String> topics(String prefix) {
            return IntStream.range(0, busy).mapToObj(i -> prefix + "." + table(i)).toList();
        }

        /** Each transaction writes to all busy tables. */
        void fill(PostgresServer postgres, int count) throws SQLException {
            for (int i = 0; i < busy; i++) {
                postgres.execute(OrdersTable.DATABASE, "TRUNCATE " + table(i));
            }
            String insert =
                    "INSERT INTO "
                            + schema
                            + ".orders_%s"
                            + OrdersTable.VALUES.replace("%", "%%")
                            + "FROM generate_series($1, $1 + "
                            + (ROWS_PER_STATEMENT - 1)
                            + ") i";
            postgres.execute(
                    OrdersTable.DATABASE,
                    "DO $$ BEGIN FOR batch IN 0 .. "
                            + (count / STATEMENTS / ROWS_PER_STATEMENT - 1)
                            + " LOOP FOR part IN 0 .. "
                            + (STATEMENTS - 1)
                            + " LOOP EXECUTE format($f$"
                            + insert
                            + "$f$, part % "
                            + busy
                            + ") USING (batch * "
                            + STATEMENTS
                            + " + part) * "
                            + ROWS_PER_STATEMENT
                            + "; END LOOP; COMMIT; END LOOP; END $$");
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ManyTables()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Layout> layouts = new HashMap<>();
        List<Contender> contenders = new ArrayList<>();
        for (Layout layout : List.of(new Layout("many", tables, busy), new Layout("one", 1, 1))) {
            layouts.put(layout.schema(), layout);
            contenders.add(Contender.LOCKSTEP.reading(layout.schema()));
        }
        try (Stage stage = contest.stage("256MB")) {
            stage.postgres().execute("postgres", "CREATE DATABASE " + OrdersTable.DATABASE);
            for (Layout layout : layouts.values()) {
                layout.create(stage.postgres());
            }
            Drain drain = new Drain(stage, whole(warmupRows), whole(rows));
            contest.hold(
                    contenders,
                    (contender, round) ->
                            measure(drain, contender, layouts.get(contender.name()), round));
        }
        return 0;
    }

    private static int whole(int count) {
        return count - count % (STATEMENTS * ROWS_PER_STATEMENT);
    }

    private Run measure(Drain drain, Contender contender, Layout layout, int round)
            throws Exception {
        PostgresServer postgres = drain.stage().postgres();
        String name = layout.schema() + "_" + round;
        Map<String, String> config = contender.config(name, postgres, OrdersTable.DATABASE);
        tuning.addTo(config);
        config.put("schema.include.list", layout.schema());
        return drain.measure(config, layout.topics(name), count -> layout.fill(postgres, count));
    }
}
