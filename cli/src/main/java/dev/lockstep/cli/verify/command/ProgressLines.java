package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.verify.VerifyProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says now and then how far a comparison is; a short one says nothing. */
final class ProgressLines implements Consumer<VerifyProgress> {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintWriter out;
    private Instant last = Instant.now();

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(VerifyProgress progress) {
        Instant now = Instant.now();
        if (Duration.between(last, now).compareTo(PAUSE) < 0) {
            return;
        }
        last = now;
        out.println(
                progress.table()
                        + " ("
                        + progress.tableNumber()
                        + " of "
                        + progress.tables()
                        + "): "
                        + progress.rows()
                        + (progress.estimate() > progress.rows()
                                ? " of about " + progress.estimate()
                                : "")
                        + " rows read"
                        + (progress.suspects() == 0
                                ? ""
                                : ", " + progress.suspects() + " looked at again"));
        out.flush();
    }
}
