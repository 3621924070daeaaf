package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.Backlog;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.TableGroup;
import dev.lockstep.benchmarks.stage.Topics;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * How fast a worker reads the rows that are there already: from the configuration of a connector
 * until its last row is in its topic. Each turn first takes the same snapshot with other
 * connectors, so that compiled code is measured.
 */
final class Snapshot implements Scenario {

    private static final int MANY = 200;
    private static final String COPY = "copy";
    private static final String LOCKSTEP = SourceContender.LOCKSTEP.name();
    private static final String DEBEZIUM = SourceContender.DEBEZIUM.name();

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String measures() {
        return "how fast a worker reads the rows that tables have already";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 2_000_000, 4_000_000), 45, new Size(1, 500_000, 500_000), 125);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        if (contest.wants("one-table")) {
            Backlog orders = new OrdersBacklog(OrdersTable.create(stage), false);
            hold(stage, contest, orders, heading("one-table", "One table"));
        }
        if (contest.wants("many-tables")) {
            String database = stage.createDatabase("tables");
            Backlog group = TableGroup.create(stage, database, "many", MANY, MANY);
            hold(stage, contest, group, heading("many-tables", MANY + " tables"));
        }
    }

    private static Heading heading(String id, String title) {
        return Heading.of(id, title, "rows")
                .comparedWith(DEBEZIUM, COPY)
                .goal(Goal.times(LOCKSTEP, Figure.RATE, DEBEZIUM, 4))
                .goal(Goal.times(LOCKSTEP, Figure.CPU, DEBEZIUM, 4));
    }

    /** Has both sides and a bare copy take turns. */
    private static void hold(Stage stage, Contest contest, Backlog tables, Heading heading)
            throws SQLException {
        int rows = tables.whole(contest.size().rows());
        tables.write(rows);
        stage.postgres().execute(tables.database(), "VACUUM (ANALYZE, FREEZE)", "CHECKPOINT");
        List<Contender> contenders =
                List.of(SourceContender.LOCKSTEP, SourceContender.DEBEZIUM, Contender.named(COPY));
        contest.hold(
                heading,
                contenders,
                contender ->
                        contender instanceof SourceContender connector
                                ? new SnapshotTurn(stage, contest, tables, rows).take(connector)
                                : copy(stage, tables, rows));
    }

    private static Round copy(Stage stage, Backlog tables, int rows)
            throws SQLException, IOException {
        String prefix = "copied";
        try (Connection connection = stage.postgres().connect(tables.database())) {
            CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
            Meter meter = Meter.startHere();
            for (String topic : tables.topics(prefix)) {
                String table = topic.substring(prefix.length() + 1);
                copy.copyOut(
                        "COPY " + table + " TO STDOUT (FORMAT binary)",
                        OutputStream.nullOutputStream());
            }
            return meter.stop(rows);
        }
    }

    /** One connector, after others that have warmed its worker up. */
    private record SnapshotTurn(Stage stage, Contest contest, Backlog tables, int rows) {

        private static final Map<String, String> OPTIONS =
                Map.of("snapshot.mode", "initial", "snapshot.max.threads", "2");

        Round take(SourceContender contender) throws Exception {
            try (WorkerLease lease = stage.worker(contender.name())) {
                for (int warm = 0; warm < contest.size().warmupRows() / rows; warm++) {
                    read(lease, contender);
                }
                return read(lease, contender);
            }
        }

        private Round read(WorkerLease lease, SourceContender contender) throws Exception {
            String run = stage.unique(contender.name());
            List<String> topics = tables.topics(run);
            stage.createTopics(topics, 1, Map.of());
            Map<String, String> config = contender.config(run, stage.postgres(), tables.database());
            config.put("publication.name", tables.publication());
            config.putAll(tables.options());
            config.putAll(OPTIONS);
            contest.producer()
                    .forEach((key, value) -> config.put("producer.override." + key, value));
            Meter meter = lease.meter();
            lease.rest().configure(run, config);
            try {
                new Topics(stage.admin(), topics).awaitEnd(rows);
                return meter.stop(rows);
            } finally {
                lease.rest().delete(run);
                stage.dropSlot(tables.database(), run);
                stage.deleteTopics(topics);
            }
        }
    }
}
