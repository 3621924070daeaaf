package dev.lockstep.cli.status;

import dev.lockstep.cli.slot.Slot;
import dev.lockstep.event.Lsn;
import java.util.List;

/**
 * A pipeline as it is at the moment. What is not known is null.
 *
 * @param alarms what is not as it should be, in words
 * @param problems what could not be looked at, and why
 */
record StatusReport(List<ConnectorStatus> connectors, List<String> alarms, List<String> problems) {

    /**
     * A connector.
     *
     * @param source of a Lockstep source only
     * @param sink of a sink only
     */
    record ConnectorStatus(
            String name,
            String type,
            String plugin,
            String state,
            List<TaskStatus> tasks,
            SourceStatus source,
            SinkStatus sink) {}

    /**
     * A task.
     *
     * @param reason why it failed, in a line
     */
    record TaskStatus(int id, String state, String worker, String reason) {}

    /**
     * The log that a source reads.
     *
     * @param storedLsn how far Connect has stored its offset
     * @param behindBytes from there to the end of the log
     * @param snapshot null when none is under way
     */
    record SourceStatus(
            String slotName,
            String database,
            Lsn currentLsn,
            Lsn storedLsn,
            Long behindBytes,
            Slot slot,
            SnapshotState snapshot) {}

    /**
     * What a sink has yet to apply.
     *
     * @param lagBytes log that its source wrote since the oldest change that waits
     * @param lagMillis time since that change committed
     */
    record SinkStatus(String group, Long lagChanges, Long lagBytes, Long lagMillis) {}
}
