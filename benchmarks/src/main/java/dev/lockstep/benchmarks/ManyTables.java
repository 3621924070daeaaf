package dev.lockstep.benchmarks;

import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--tables", defaultValue = "500", description = "Tables that are captured.")
    private int tables;

    @Option(names = "--busy", defaultValue = "30", description = "Tables with changes.")
    private int busy;

    @Option(names = "--jvm-option", description = "Passed to the workers.")
    private List<String> jvmOptions = List.of();

    @Option(names = "--plugins", required = true, description = "Folder of unpacked archives.")
    private Path plugins;

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
        List<Layout> layouts = List.of(new Layout("many", tables, busy), new Layout("one", 1, 1));
        List<Contender> contenders =
                layouts.stream()
                        .map(layout -> Contender.LOCKSTEP.reading(layout.schema()))
                        .toList();
        try (PostgresServer postgres =
                        PostgresServer.builder()
                                .setting("shared_buffers", "256MB")
                                .setting("max_wal_size", "8GB")
                                .start();
                KafkaBroker kafka = KafkaBroker.builder().heap("1g").start()) {
            postgres.execute("postgres", "CREATE DATABASE " + OrdersTable.DATABASE);
            Drain drain =
                    new Drain(postgres, kafka, plugins, jvmOptions, whole(warmupRows), whole(rows));
            List<List<Run>> runs = new ArrayList<>();
            for (Layout layout : layouts) {
                layout.create(postgres);
                runs.add(new ArrayList<>());
            }
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < layouts.size(); i++) {
                    Run run = measure(drain, contenders.get(i), layouts.get(i), round);
                    runs.get(i).add(run);
                    run.print(round, contenders.get(i).name());
                }
            }
            Run.summary(contenders.stream().map(Contender::name).toList(), runs);
        }
        return 0;
    }

    private static int whole(int count) {
        return count - count % (STATEMENTS * ROWS_PER_STATEMENT);
    }

    private static Run measure(Drain drain, Contender contender, Layout layout, int round)
            throws Exception {
        String name = layout.schema() + "_" + round;
        Map<String, String> config = contender.config(name, drain.postgres(), OrdersTable.DATABASE);
        config.put("schema.include.list", layout.schema());
        return drain.measure(
                config, layout.topics(name), count -> layout.fill(drain.postgres(), count));
    }
}
