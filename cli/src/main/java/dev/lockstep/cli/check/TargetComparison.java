package dev.lockstep.cli.check;

import dev.lockstep.cli.check.CheckReport.Compared;
import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.Target;
import dev.lockstep.cli.verify.RowDifference;
import dev.lockstep.cli.verify.TableResult;
import dev.lockstep.cli.verify.Verifier;
import dev.lockstep.cli.verify.VerifyLimits;
import java.util.List;

/** One target beside the shop, row by row. For one thread. */
final class TargetComparison implements AutoCloseable {

    private final Target target;
    private final Verifier verifier;

    TargetComparison(Pipeline pipeline, Target target) {
        this.target = target;
        this.verifier =
                Verifier.open(
                        pipeline.source().config(),
                        target.connector().config(),
                        new VerifyLimits(1));
    }

    /** What the check says of it. */
    Compared report(String when) {
        List<TableResult> tables = tables();
        return new Compared(
                target.name(),
                when,
                tables.size(),
                tables.stream().mapToLong(TableResult::targetRows).sum(),
                tables.stream()
                        .flatMap(
                                table ->
                                        table.differences().stream()
                                                .map(each -> table.table() + ": " + words(each)))
                        .toList());
    }

    private static String words(RowDifference difference) {
        return difference.kind() + " " + difference.key() + " " + difference.columns();
    }

    Target target() {
        return target;
    }

    /** Compares every table; both sides may change meanwhile. */
    List<TableResult> tables() {
        return verifier.compare(progress -> {});
    }

    @Override
    public void close() {
        verifier.close();
    }
}
