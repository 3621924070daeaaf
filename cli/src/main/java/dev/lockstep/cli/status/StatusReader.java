package dev.lockstep.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.slot.NeededPlace;
import dev.lockstep.cli.slot.Slot;
import dev.lockstep.cli.slot.SlotCatalog;
import dev.lockstep.cli.status.SnapshotState.Progress;
import dev.lockstep.cli.status.StatusReport.ConnectorStatus;
import dev.lockstep.cli.status.StatusReport.SinkStatus;
import dev.lockstep.cli.status.StatusReport.SourceStatus;
import dev.lockstep.cli.status.StatusReport.TaskStatus;
import dev.lockstep.event.Lsn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks Connect, the databases of sources, and Kafka. Connect must answer; what another does not
 * tell is a problem in the report, and the rest of it is still there.
 */
final class StatusReader {

    private final ConnectClient connect;
    private final Optional<DatabaseOptions> database;
    private final Optional<Cluster> kafka;
    private final List<String> problems = new ArrayList<>();

    /** Where the logs of sources end, by the prefix of their topics. */
    private final Map<String, Lsn> logEnds = new HashMap<>();

    StatusReader(
            ConnectClient connect, Optional<DatabaseOptions> database, Optional<Cluster> kafka) {
        this.connect = connect;
        this.database = database;
        this.kafka = kafka;
    }

    /** Reads all connectors, or the one of this name. */
    StatusReport read(String only, Limits limits) {
        Collection<Connector> all =
                only == null ? connect.connectors().values() : List.of(connect.connector(only));
        Map<String, SourceStatus> sources = new HashMap<>();
        for (Connector connector : all) {
            if (connector.isLockstepSource()) {
                sources.put(connector.name(), source(connector));
            }
        }
        Map<String, SinkStatus> sinks = sinks(all.stream().filter(Connector::isSink).toList());
        List<ConnectorStatus> connectors =
                all.stream()
                        .map(
                                connector ->
                                        status(
                                                connector,
                                                sources.get(connector.name()),
                                                sinks.get(connector.name())))
                        .toList();
        return new StatusReport(connectors, limits.alarms(connectors), List.copyOf(problems));
    }

    private static ConnectorStatus status(
            Connector connector, SourceStatus source, SinkStatus sink) {
        List<TaskStatus> tasks =
                connector.tasks().stream()
                        .map(
                                task ->
                                        new TaskStatus(
                                                task.id(),
                                                task.state(),
                                                task.worker(),
                                                task.reason()))
                        .toList();
        return new ConnectorStatus(
                connector.name(),
                connector.type(),
                connector.plugin(),
                connector.state(),
                tasks,
                source,
                sink);
    }

    private SourceStatus source(Connector connector) {
        JsonNode offsets = connect.offsets(connector.name());
        Lsn stored = NeededPlace.of(offsets).orElse(null);
        SourceStatus unseen =
                new SourceStatus(
                        connector.slot(),
                        connector.config().get("database.dbname"),
                        null,
                        stored,
                        null,
                        null,
                        null);
        if (database.isEmpty()) {
            return unseen;
        }
        try (DatabaseSession session = database.get().connect(connector.config())) {
            return source(connector, stored, offsets, session);
        } catch (CommandException e) {
            problems.add(connector.name() + ": " + e.getMessage());
            return unseen;
        }
    }

    private SourceStatus source(
            Connector connector, Lsn stored, JsonNode offsets, DatabaseSession session) {
        SlotCatalog catalog = new SlotCatalog(session);
        Slot slot = catalog.find(connector.slot()).orElse(null);
        Lsn end = catalog.currentLsn();
        logEnds.put(connector.config().getOrDefault("topic.prefix", ""), end);
        return new SourceStatus(
                connector.slot(),
                session.database(),
                end,
                stored,
                stored == null ? null : Math.max(0, end.value() - stored.value()),
                slot,
                snapshot(connector, offsets, session));
    }

    private static SnapshotState snapshot(
            Connector connector, JsonNode offsets, DatabaseSession session) {
        JsonNode text = offsets.path(0).path("offset").path("snapshot_progress");
        Progress progress = text.isTextual() ? Progress.parse(text.asText()) : null;
        return progress == null
                ? null
                : SnapshotState.of(
                        progress,
                        session,
                        connector
                                .config()
                                .getOrDefault("publication.name", "lockstep_publication"));
    }

    private Map<String, SinkStatus> sinks(List<Connector> connectors) {
        Map<String, SinkStatus> sinks = new HashMap<>();
        connectors.forEach(
                sink -> sinks.put(sink.name(), new SinkStatus(sink.group(), null, null, null)));
        if (kafka.isEmpty() || connectors.isEmpty()) {
            return sinks;
        }
        try (LagReader lag = new LagReader(kafka.get(), logEnds)) {
            for (Connector sink : connectors) {
                sinks.put(sink.name(), lag.read(sink));
            }
        } catch (CommandException e) {
            problems.add(e.getMessage());
        }
        return sinks;
    }
}
