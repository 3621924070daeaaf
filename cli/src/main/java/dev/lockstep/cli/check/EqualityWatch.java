package dev.lockstep.cli.check;

import dev.lockstep.cli.live.Equality;
import dev.lockstep.cli.live.TargetWatch;
import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.Target;
import dev.lockstep.cli.verify.TableResult;
import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * Compares each target with the shop again and again, on a thread for each, while its connector
 * runs.
 */
public final class EqualityWatch implements AutoCloseable {

    /** What takes longer to arrive is shown as not there yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** So that looking takes a sixth of the time at most, however many rows there are. */
    private static final int PAUSE_FACTOR = 5;

    private final Pipeline pipeline;
    private final TargetWatch watch;
    private final Findings findings;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    public EqualityWatch(Pipeline pipeline, TargetWatch watch) {
        this.pipeline = pipeline;
        this.watch = watch;
        this.findings = new Findings(watch::changes);
        for (Target target : pipeline.targets()) {
            Thread thread = new Thread(() -> run(target), "compare-" + target.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /**
     * What the latest comparison has found; empty before the first since the target's state has
     * changed.
     */
    public Optional<Equality> latest(Target target) {
        return findings.latest(target);
    }

    /** The threads end with what they are doing: nobody waits for them. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    private void run(Target target) {
        while (!closed) {
            try (TargetComparison comparison = new TargetComparison(pipeline, target, PATIENCE)) {
                compare(comparison);
            } catch (RuntimeException e) {
                findings.put(target, watch.changes(target), Equality.failed(reason(e)));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void compare(TargetComparison comparison) {
        Target target = comparison.target();
        while (!closed) {
            long changes = watch.changes(target);
            long pause = PAUSE_NANOS;
            if (watch.isRunning(target)) {
                long begin = System.nanoTime();
                findings.put(target, changes, equality(comparison.tables()));
                pause = Math.max(pause, PAUSE_FACTOR * (System.nanoTime() - begin));
            }
            pause(target, changes, pause);
        }
    }

    /** For less when the target's state changes: nothing is known of it then. */
    private void pause(Target target, long changes, long nanos) {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0 && !closed && watch.changes(target) == changes) {
            LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
            left = end - System.nanoTime();
        }
    }

    static Equality equality(List<TableResult> tables) {
        return tables.stream()
                .map(TableResult::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Equality::failed)
                .orElseGet(
                        () ->
                                new Equality(
                                        sum(tables, TableResult::sourceRows),
                                        sum(tables, TableResult::targetRows),
                                        sum(tables, table -> table.differences().size()),
                                        sum(tables, TableResult::undecided),
                                        tables.stream().anyMatch(TableResult::more),
                                        place(tables),
                                        null));
    }

    private static long sum(List<TableResult> tables, ToLongFunction<TableResult> what) {
        return tables.stream().mapToLong(what).sum();
    }

    private static String place(List<TableResult> tables) {
        return tables.stream()
                .map(TableResult::at)
                .filter(Objects::nonNull)
                .max(Lsn::compareTo)
                .map(Lsn::toString)
                .orElse("the beginning");
    }

    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
