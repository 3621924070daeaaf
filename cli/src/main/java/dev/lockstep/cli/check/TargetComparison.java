package dev.lockstep.cli.check;

import dev.lockstep.cli.check.CheckReport.Compared;
import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.shop.ConnectorFile;
import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.Target;
import dev.lockstep.cli.verify.OffsetPassage;
import dev.lockstep.cli.verify.RowDifference;
import dev.lockstep.cli.verify.TableResult;
import dev.lockstep.cli.verify.Verifier;
import dev.lockstep.cli.verify.VerifyLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One target beside the shop, row by row. For one thread. */
final class TargetComparison implements AutoCloseable {

    private final Target target;
    private final OffsetPassage passage;
    private final Verifier verifier;

    /**
     * Connects to both sides.
     *
     * @param patience how long rows are looked at that the target may only not have yet
     */
    TargetComparison(Pipeline pipeline, Target target, Duration patience) {
        this.target = target;
        this.passage =
                new OffsetPassage(
                        new ConnectClient(pipeline.restUri()),
                        new Cluster(pipeline.bootstrapServers()),
                        connector("source", pipeline.source()),
                        connector("sink", target.connector()));
        try {
            this.verifier =
                    Verifier.open(
                            pipeline.source().config(),
                            target.connector().config(),
                            passage,
                            VerifyLimits.defaults().withPatience(patience));
        } catch (RuntimeException e) {
            passage.close();
            throw e;
        }
    }

    private static Connector connector(String type, ConnectorFile file) {
        return new Connector(file.name(), type, "RUNNING", "", List.of(), file.config());
    }

    Target target() {
        return target;
    }

    /** Compares every table; both sides may change meanwhile. */
    List<TableResult> tables() {
        return verifier.compare(progress -> {});
    }

    /** What the check says of it. */
    Compared report(String when) {
        List<TableResult> tables = tables();
        List<String> differences = new ArrayList<>();
        tables.forEach(table -> describe(table, differences));
        return new Compared(
                target.name(),
                when,
                tables.size(),
                tables.stream().mapToLong(TableResult::targetRows).sum(),
                differences);
    }

    private static void describe(TableResult table, List<String> differences) {
        if (table.problem() != null) {
            differences.add(table.problem());
        }
        table.differences().forEach(each -> differences.add(table.table() + ": " + words(each)));
        if (table.undecided() > 0) {
            differences.add(
                    table.table() + ": " + table.undecided() + " rows that are not there in time");
        }
        if (table.more()) {
            differences.add(table.table() + ": and more");
        }
    }

    private static String words(RowDifference difference) {
        return difference.kind()
                + " "
                + difference.key()
                + (difference.columns().isEmpty() ? "" : " in " + difference.columns());
    }

    @Override
    public void close() {
        try (passage) {
            verifier.close();
        }
    }
}
