package dev.lockstep.cli.live;

import dev.lockstep.cli.live.ChangeLog.Change;
import dev.lockstep.cli.live.ChangeLog.Progress;
import dev.lockstep.cli.shop.EventReader;
import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.cli.shop.ShopTraffic;
import dev.lockstep.cli.shop.Target;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prints events as they arrive, over a table of the targets that stays at the bottom of a terminal,
 * and does what is typed. For one thread.
 */
public final class LiveView implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** More in one redraw, nobody could read. */
    private static final int LINES_AT_ONCE = 12;

    private static final int CHANGES_KEPT = 4096;

    /** For what is being done to notice that it is no longer wanted. */
    private static final int PATIENCE_SECONDS = 5;

    private final PrintWriter out;
    private final Screen screen;
    private final EventLine eventLine;
    private final PinnedLines pinned;
    private final Panel panel;
    private final StatusLine status = new StatusLine(System.nanoTime());
    private final ChangeLog log = new ChangeLog(CHANGES_KEPT);
    private final Map<String, Rate> rates = new HashMap<>();
    private final List<Target> targets;
    private final String sourceName;
    private final TargetWatch watch;
    private final Function<Target, Optional<Equality>> comparisons;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(LiveView::daemon);
    private final Operations operations = new Operations(thread);
    private final Commands commands;
    private long nextDraw = System.nanoTime();

    /**
     * @param comparisons what is known of each target's rows
     */
    public LiveView(
            PrintWriter out,
            Screen screen,
            Pipeline pipeline,
            TargetWatch watch,
            Function<Target, Optional<Equality>> comparisons) {
        this.out = out;
        this.screen = screen;
        this.eventLine = new EventLine(screen);
        this.pinned = new PinnedLines(out);
        this.panel = new Panel(screen);
        this.targets = pipeline.targets();
        this.sourceName = pipeline.source().name();
        this.watch = watch;
        this.comparisons = comparisons;
        this.commands =
                new Commands(
                        targets,
                        target -> watch.state(target).equals(TargetWatch.PAUSED),
                        Commands.of(pipeline),
                        operations);
    }

    /** Runs until told to stop, or until somebody quits; the table remains. */
    public void show(
            EventReader reader, ShopTraffic traffic, Keyboard keyboard, BooleanSupplier stop) {
        List<ReceivedEvent> waiting = new ArrayList<>();
        while (!stop.getAsBoolean() && !commands.quit()) {
            waiting.addAll(received(reader.poll(POLL)));
            traffic.check();
            boolean typed = type(keyboard);
            if (typed || System.nanoTime() >= nextDraw || !screen.terminal()) {
                draw(
                        waiting,
                        traffic.committed(),
                        keyboard == Keyboard.NONE ? "" : commands.help());
                waiting.clear();
            }
        }
        nextDraw = System.nanoTime();
        draw(waiting, traffic.committed(), "");
        pinned.end();
    }

    /** Ends what is being done. */
    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "operations");
        thread.setDaemon(true);
        return thread;
    }

    private List<ReceivedEvent> received(List<ReceivedEvent> events) {
        List<ReceivedEvent> sorted = events.stream().sorted(ReceivedEvent.IN_COMMIT_ORDER).toList();
        for (ReceivedEvent event : sorted) {
            status.received(System.nanoTime(), event.lagMicros());
            log.add(event);
        }
        return sorted;
    }

    private boolean type(Keyboard keyboard) {
        Optional<Character> key = keyboard.next();
        boolean typed = key.isPresent();
        while (key.isPresent()) {
            commands.typed(key.get());
            key = keyboard.next();
        }
        return typed;
    }

    private void draw(List<ReceivedEvent> events, long transactions, String help) {
        boolean due = System.nanoTime() >= nextDraw;
        if (screen.terminal()) {
            pinned.draw(lines(events), pinnedLines(transactions, help));
        } else {
            events.forEach(event -> out.println(eventLine.render(event)));
            if (due) {
                pinnedLines(transactions, "").forEach(line -> out.println("-- " + line));
            }
            out.flush();
        }
        if (due) {
            nextDraw = System.nanoTime() + (screen.terminal() ? REDRAW_NANOS : REPORT_NANOS);
        }
    }

    private List<String> lines(List<ReceivedEvent> events) {
        int left = Math.max(0, events.size() - LINES_AT_ONCE);
        // What arrives of different topics need not do so in the order of commits.
        events.sort(ReceivedEvent.IN_COMMIT_ORDER);
        List<String> lines = new ArrayList<>();
        if (left > 0) {
            lines.add(panel.line(Style.FAINT, "... " + left + " more changes"));
        }
        events.stream().skip(left).map(eventLine::render).forEach(lines::add);
        return lines;
    }

    private List<String> pinnedLines(long transactions, String help) {
        long now = System.nanoTime();
        List<String> lines = new ArrayList<>();
        lines.add(panel.line(Style.BOLD, status.render(now, transactions)));
        lines.addAll(panel.table(table(now)));
        lines.add(panel.line(equal() ? Style.ADDED : Style.CHANGED, equalities()));
        if (!operations.line().isEmpty()) {
            lines.add(panel.line(Style.CHANGED, operations.line()));
        }
        if (!help.isEmpty()) {
            lines.add(panel.line(Style.FAINT, help));
        }
        return lines;
    }

    private List<Panel.Line> table(long now) {
        List<Panel.Line> lines = new ArrayList<>();
        Optional<Equality> latest =
                targets.stream()
                        .map(this::comparison)
                        .flatMap(Optional::stream)
                        .max(Comparator.comparingLong(Equality::sourceRows));
        lines.add(
                new Panel.Line(
                        "",
                        sourceName + " (source)",
                        latest.map(Equality::sourceRows).orElse(null),
                        latest.map(found -> "compared at " + found.place()).orElse(""),
                        false,
                        rate("", now, log.total()),
                        words(log.latest())));
        for (int i = 0; i < targets.size(); i++) {
            lines.add(line(Integer.toString(i + 1), targets.get(i), now));
        }
        return lines;
    }

    /** One that could be made. */
    private Optional<Equality> comparison(Target target) {
        return comparisons.apply(target).filter(found -> found.failure() == null);
    }

    private Panel.Line line(String key, Target target, long now) {
        Progress progress = log.progress(watch.offsets(target));
        long millis =
                progress.behind() == 0
                        ? 0
                        : Math.max(0, System.currentTimeMillis() - progress.waitingSince() / 1_000);
        return new Panel.Line(
                key,
                target.name(),
                comparison(target).map(Equality::targetRows).orElse(null),
                Panel.behind(watch.state(target), progress.behind(), millis),
                !watch.isRunning(target),
                rate(target.name(), now, log.total() - progress.behind()),
                words(progress.last()));
    }

    private double rate(String name, long now, long count) {
        return rates.computeIfAbsent(name, key -> new Rate()).update(now, count);
    }

    private static String words(Change change) {
        return change == null ? "" : change.words();
    }

    private boolean equal() {
        return targets.stream()
                .allMatch(
                        target ->
                                watch.isRunning(target)
                                        && comparisons
                                                .apply(target)
                                                .filter(Equality::isEqual)
                                                .isPresent());
    }

    private String equalities() {
        return targets.stream()
                .map(target -> target.name() + " " + equality(target))
                .collect(Collectors.joining(", ", "Row by row: ", ""));
    }

    /** What does not run is not compared, and what has no tables yet cannot be. */
    private String equality(Target target) {
        if (!watch.isRunning(target)) {
            return "is not compared (" + watch.state(target) + ")";
        }
        Optional<Equality> found = comparisons.apply(target);
        if (found.isPresent() && found.get().failure() != null && isBehind(target)) {
            return "is being filled";
        }
        return found.map(Equality::words).orElse("is being compared");
    }

    private boolean isBehind(Target target) {
        return log.progress(watch.offsets(target)).behind() > 0;
    }
}
