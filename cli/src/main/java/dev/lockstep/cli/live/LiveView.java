package dev.lockstep.cli.live;

import dev.lockstep.cli.shop.EventReader;
import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.cli.shop.ShopTraffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Prints events as they arrive, over a status line that stays at the bottom of a terminal. */
public final class LiveView {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final String ERASE_LINE = "\r\u001B[2K";

    private final PrintWriter out;
    private final Screen screen;
    private final EventLine eventLine;
    private final StatusLine status = new StatusLine(System.nanoTime());
    private long nextStatus = System.nanoTime();

    public LiveView(PrintWriter out, Screen screen) {
        this.out = out;
        this.screen = screen;
        this.eventLine = new EventLine(screen);
    }

    /** Runs until told to stop; the last status line remains. */
    public void show(EventReader reader, ShopTraffic traffic, BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            List<ReceivedEvent> events = reader.poll(POLL);
            traffic.check();
            print(events, traffic.committed());
        }
        drawStatus(traffic.committed());
        out.println();
        out.flush();
    }

    private void print(List<ReceivedEvent> events, long transactions) {
        if (!events.isEmpty() && screen.terminal()) {
            out.print(ERASE_LINE);
        }
        events.stream()
                .sorted(ReceivedEvent.IN_COMMIT_ORDER)
                .forEach(
                        event -> {
                            status.received(System.nanoTime(), event.lagMicros());
                            out.println(eventLine.render(event));
                        });
        boolean due = System.nanoTime() >= nextStatus;
        if (due || (!events.isEmpty() && screen.terminal())) {
            drawStatus(transactions);
        }
        out.flush();
    }

    private void drawStatus(long transactions) {
        String line = status.render(System.nanoTime(), transactions);
        if (screen.terminal()) {
            out.print(ERASE_LINE + new StyledLine(screen).add(Style.BOLD, line));
        } else {
            out.println("-- " + line);
        }
        nextStatus = System.nanoTime() + (screen.terminal() ? REDRAW_NANOS : REPORT_NANOS);
    }
}
