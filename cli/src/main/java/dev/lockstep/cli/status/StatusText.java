package dev.lockstep.cli.status;

import dev.lockstep.cli.output.Quantity;
import dev.lockstep.cli.output.Table;
import dev.lockstep.cli.slot.Slot;
import dev.lockstep.cli.status.StatusReport.ConnectorStatus;
import dev.lockstep.cli.status.StatusReport.SinkStatus;
import dev.lockstep.cli.status.StatusReport.SourceStatus;
import dev.lockstep.cli.status.StatusReport.TaskStatus;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a report for people. */
record StatusText(StatusReport report) {

    @Override
    public String toString() {
        if (report.connectors().isEmpty()) {
            return "There are no connectors.";
        }
        StringBuilder text = new StringBuilder();
        text.append(connectors());
        append(text, sources());
        append(text, sinks());
        if (!report.alarms().isEmpty() || !report.problems().isEmpty()) {
            text.append('\n');
        }
        report.alarms().forEach(alarm -> text.append("! ").append(alarm).append('\n'));
        report.problems().forEach(problem -> text.append("? ").append(problem).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, Table table) {
        if (!table.isEmpty()) {
            text.append('\n').append(table);
        }
    }

    private Table connectors() {
        Table table =
                new Table()
                        .left("CONNECTOR")
                        .left("TYPE")
                        .left("STATE")
                        .left("TASKS")
                        .left("PLUGIN");
        for (ConnectorStatus connector : report.connectors()) {
            String plugin = connector.plugin();
            table.row(
                    connector.name(),
                    connector.type(),
                    connector.state(),
                    tasks(connector),
                    plugin.substring(plugin.lastIndexOf('.') + 1));
        }
        return table;
    }

    private static String tasks(ConnectorStatus connector) {
        Map<String, Long> states =
                connector.tasks().stream()
                        .collect(
                                Collectors.groupingBy(
                                        TaskStatus::state, TreeMap::new, Collectors.counting()));
        return states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Table sources() {
        Table table =
                new Table()
                        .left("SOURCE")
                        .left("SLOT")
                        .right("LOG END")
                        .right("STORED")
                        .right("CONFIRMED")
                        .right("OLDEST KEPT")
                        .right("BEHIND")
                        .right("RETAINED")
                        .left("WAL")
                        .left("SNAPSHOT");
        for (ConnectorStatus connector : report.connectors()) {
            SourceStatus source = connector.source();
            if (source != null) {
                Slot slot = source.slot();
                table.row(
                        connector.name(),
                        source.slotName(),
                        source.currentLsn(),
                        source.storedLsn(),
                        slot == null ? null : slot.confirmedLsn(),
                        slot == null ? null : slot.restartLsn(),
                        Quantity.bytes(source.behindBytes()),
                        slot == null ? null : Quantity.bytes(slot.retainedBytes()),
                        slot == null ? null : slot.condition(),
                        source.snapshot() == null ? null : source.snapshot().text());
            }
        }
        return table;
    }

    private Table sinks() {
        Table table =
                new Table()
                        .left("SINK")
                        .left("GROUP")
                        .right("LAG: CHANGES")
                        .right("LOG")
                        .right("TIME");
        for (ConnectorStatus connector : report.connectors()) {
            SinkStatus sink = connector.sink();
            if (sink != null) {
                table.row(
                        connector.name(),
                        sink.group(),
                        sink.lagChanges(),
                        Quantity.bytes(sink.lagBytes()),
                        Quantity.millis(sink.lagMillis()));
            }
        }
        return table;
    }
}
