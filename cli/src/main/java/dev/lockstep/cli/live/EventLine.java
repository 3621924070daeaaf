package dev.lockstep.cli.live;

import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Operation;
import dev.lockstep.event.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a change event as one line: its place, what it did, to which row, and the columns. */
public final class EventLine {

    private static final int OPERATION_COLUMN = 16;
    private static final int ENTITY_COLUMN = 25;
    private static final int DETAIL_COLUMN = 46;
    private static final int LONGEST_VALUE = 40;

    private final Screen screen;

    public EventLine(Screen screen) {
        this.screen = screen;
    }

    public String render(ReceivedEvent event) {
        ChangeEvent change = event.change();
        StyledLine line = new StyledLine(screen);
        line.add(Style.FAINT, event.place()).tab(OPERATION_COLUMN);
        line.add(style(change.operation()), change.operation().name()).tab(ENTITY_COLUMN);
        line.add(Style.BOLD, entity(event)).tab(DETAIL_COLUMN);
        switch (change.operation()) {
            case INSERT, READ -> row(line, change.after(), event, Style.ADDED);
            case UPDATE -> update(line, event);
            case DELETE -> row(line, change.before(), event, Style.REMOVED);
            case TRUNCATE, MESSAGE -> {}
        }
        return line.toString();
    }

    private static Style style(Operation operation) {
        return switch (operation) {
            case INSERT, READ -> Style.ADDED;
            case UPDATE -> Style.CHANGED;
            case DELETE, TRUNCATE -> Style.REMOVED;
            case MESSAGE -> Style.PLAIN;
        };
    }

    private static String entity(ReceivedEvent event) {
        String key =
                event.key().values().stream().map(String::valueOf).collect(Collectors.joining("/"));
        return event.table() + " " + key;
    }

    private static void row(
            StyledLine line, Optional<Row> row, ReceivedEvent event, Style highlight) {
        if (row.isEmpty()) {
            return;
        }
        for (String column : row.get().columns()) {
            Object value = row.get().value(column);
            if (value != null && !event.key().containsKey(column)) {
                line.add(Style.FAINT, column + "=").add(highlight, text(value) + " ");
            }
        }
    }

    /** The changed columns where the log tells them, else the whole new row. */
    private static void update(StyledLine line, ReceivedEvent event) {
        Optional<Row> before = event.change().before();
        Optional<Row> after = event.change().after();
        if (before.isEmpty() || after.isEmpty()) {
            row(line, after, event, Style.PLAIN);
            return;
        }
        for (String column : changed(before.get(), after.get())) {
            line.add(Style.FAINT, column + "=").add(Style.REMOVED, value(before.get(), column));
            line.add(Style.PLAIN, " -> ").add(Style.ADDED, value(after.get(), column) + " ");
        }
    }

    private static List<String> changed(Row before, Row after) {
        return after.columns().stream()
                .filter(column -> !Objects.equals(before.value(column), after.value(column)))
                .toList();
    }

    private static String value(Row row, String column) {
        return text(row.value(column));
    }

    private static String text(Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
    }
}
