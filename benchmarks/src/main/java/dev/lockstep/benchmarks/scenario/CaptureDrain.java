package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.Converter;
import dev.lockstep.benchmarks.contender.RawReader;
import dev.lockstep.benchmarks.contender.SchemaRegistry;
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
import dev.lockstep.benchmarks.stage.SizedTable;
import dev.lockstep.benchmarks.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * How fast a worker drains a backlog from one slot into one topic. Each contender has its own slot
 * over the same log.
 */
final class CaptureDrain implements Scenario {

    private static final int LARGE = 2_000;
    private static final String RAW = "raw_reader";
    private static final String LOCKSTEP = SourceContender.LOCKSTEP.name();
    private static final String DEBEZIUM = SourceContender.DEBEZIUM.name();
    private static final String DEFAULTS = SourceContender.DEBEZIUM_DEFAULT.name();

    @Override
    public String name() {
        return "capture-drain";
    }

    @Override
    public String measures() {
        return "how fast a worker drains a backlog of changes from one slot into one topic";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 2_000_000, 1_000_000), 60, new Size(2, 400_000, 150_000), 340);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        OrdersTable orders = OrdersTable.create(stage);
        holdInserts(stage, contest, new OrdersBacklog(orders, false));
        CaptureTurn mixed = turn(stage, contest, new OrdersBacklog(orders, true), 1);
        contest.hold(
                heading("mixed", "Five inserts, four updates, one delete; JSON without schemas"),
                SourceContender.TWO,
                mixed::take);
        if (contest.wants("large")) {
            CaptureTurn large = turn(stage, contest, SizedTable.create(stage, LARGE), 4);
            contest.hold(
                    heading("large", "Inserts of 2 kB; JSON without schemas"),
                    SourceContender.TWO,
                    large::take);
        }
        holdAvro(stage, contest, new OrdersBacklog(orders, false));
    }

    /** Has both sides and the limit take turns. */
    private static void holdInserts(Stage stage, Contest contest, Backlog backlog) {
        Heading heading =
                Heading.of("inserts", "Inserts of 200 bytes; JSON without schemas", "events")
                        .comparedWith(DEBEZIUM, DEFAULTS, RAW)
                        .goal(Goal.times(LOCKSTEP, Figure.RATE, DEBEZIUM, 6))
                        .goal(Goal.times(LOCKSTEP, Figure.CPU, DEBEZIUM, 7))
                        .goal(Goal.times(LOCKSTEP, Figure.RATE, RAW, 0.9));
        List<Contender> contenders =
                List.of(
                        SourceContender.LOCKSTEP,
                        SourceContender.DEBEZIUM,
                        SourceContender.DEBEZIUM_DEFAULT,
                        Contender.named(RAW));
        CaptureTurn turn = turn(stage, contest, backlog, 1);
        contest.hold(
                heading,
                contenders,
                contender ->
                        contender instanceof SourceContender connector
                                ? turn.take(connector)
                                : readRaw(stage, backlog, contest.size()));
    }

    private static void holdAvro(Stage stage, Contest contest, Backlog backlog) throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start()) {
            Converter avro = Converter.avro(registry.url());
            CaptureTurn turn = turn(stage, contest, backlog, 1);
            contest.hold(
                    heading("avro", "Inserts of 200 bytes; Avro by Apicurio's converter"),
                    SourceContender.TWO.stream().map(each -> each.with(avro)).toList(),
                    turn::take);
        }
    }

    private static Round readRaw(Stage stage, Backlog backlog, Size size)
            throws SQLException, IOException {
        String slot = stage.unique(RAW);
        stage.createSlot(backlog.database(), slot);
        int rows = backlog.whole(size.rows());
        backlog.write(rows);
        try (RawReader reader =
                RawReader.start(
                        stage.postgres(), backlog.database(), slot, backlog.publication())) {
            reader.read(rows / 10);
            Meter meter = Meter.startHere();
            reader.read(rows);
            return meter.stop(rows - rows / 10);
        } finally {
            stage.dropSlot(backlog.database(), slot);
        }
    }

    private static Heading heading(String id, String title) {
        return Heading.of(id, title, "events").comparedWith(DEBEZIUM);
    }

    private static CaptureTurn turn(Stage stage, Contest contest, Backlog backlog, int divisor) {
        return new CaptureTurn(stage, contest, contest.size().divided(divisor), backlog);
    }
}
