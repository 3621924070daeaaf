package dev.lockstep.cli.status;

import dev.lockstep.cli.output.Quantity;
import dev.lockstep.cli.slot.Slot;
import dev.lockstep.cli.status.StatusReport.ConnectorStatus;
import dev.lockstep.cli.status.StatusReport.SourceStatus;
import dev.lockstep.cli.status.StatusReport.TaskStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a pipeline.
 *
 * @param lags how far a sink may be behind
 * @param retained how much log a source's slot may keep, in bytes; null for any
 */
record Limits(List<LagLimit> lags, Long retained) {

    private static final String FAILED = "FAILED";

    /** What is not as it should be, in words. */
    List<String> alarms(List<ConnectorStatus> connectors) {
        List<String> alarms = new ArrayList<>();
        for (ConnectorStatus connector : connectors) {
            failures(connector, alarms);
            if (connector.source() != null) {
                source(connector.name(), connector.source(), alarms);
            }
            if (connector.sink() != null) {
                for (LagLimit limit : lags) {
                    limit.excess(connector.sink())
                            .ifPresent(excess -> alarms.add(connector.name() + " " + excess + "."));
                }
            }
        }
        return alarms;
    }

    private static void failures(ConnectorStatus connector, List<String> alarms) {
        if (connector.state().equals(FAILED)) {
            alarms.add(connector.name() + " has failed.");
        }
        for (TaskStatus task : connector.tasks()) {
            if (task.state().equals(FAILED)) {
                String reason = task.reason() == null ? "" : " " + task.reason();
                alarms.add(
                        "Task " + task.id() + " of " + connector.name() + " has failed:" + reason);
            }
        }
    }

    private void source(String name, SourceStatus source, List<String> alarms) {
        Slot slot = source.slot();
        if (slot == null) {
            // Before the first offset the connector may just be about to create it.
            if (source.currentLsn() != null && source.storedLsn() != null) {
                alarms.add(name + " has no slot: " + source.slotName() + " does not exist.");
            }
            return;
        }
        if (slot.invalidated()) {
            alarms.add(
                    "The server has invalidated slot "
                            + slot.name()
                            + " of "
                            + name
                            + " ("
                            + slot.condition()
                            + ").");
        }
        if (retained != null && slot.retainedBytes() != null && slot.retainedBytes() > retained) {
            alarms.add(
                    "Slot "
                            + slot.name()
                            + " of "
                            + name
                            + " keeps "
                            + Quantity.bytes(slot.retainedBytes())
                            + ", more than "
                            + Quantity.bytes(retained)
                            + ".");
        }
    }
}
