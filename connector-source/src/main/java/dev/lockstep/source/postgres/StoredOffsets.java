package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks offsets that a user wants to store (KIP-875) before Connect stores them: that they are of
 * this connector, that they can be read back, and that the server still has what follows.
 */
final class StoredOffsets {

    private final PostgresSourceConfig config;

    StoredOffsets(PostgresSourceConfig config) {
        this.config = config;
    }

    /** The source partition of the connector's only log. */
    static Map<String, String> partition(PostgresSourceConfig config) {
        return Map.of("server", config.events().topicPrefix());
    }

    /**
     * Checks all of them. One that is null is removed, which is always allowed.
     *
     * @throws ConnectException naming the first that may not be stored, and why
     */
    void check(Map<Map<String, ?>, Map<String, ?>> offsets) {
        for (Map.Entry<Map<String, ?>, Map<String, ?>> entry : offsets.entrySet()) {
            if (entry.getValue() != null) {
                checkPartition(entry.getKey());
                check(SourceOffset.of(entry.getValue()));
            }
        }
    }

    private void checkPartition(Map<String, ?> partition) {
        if (!partition(config).equals(partition)) {
            throw new ConnectException(
                    "Cannot store offsets for partition "
                            + partition
                            + ": the partition of this connector is "
                            + partition(config)
                            + ". Correct it, or topic.prefix.");
        }
    }

    private void check(SourceOffset offset) {
        Database database = new Database(config.connection(), config.events().topicPrefix());
        try (ReplicationStream stream = new ReplicationStream(database.connectForReplication());
                Connection connection = database.connect()) {
            SystemIdentity system = stream.identify();
            checkServer(offset, system);
            Optional<ReplicationSlot> slot =
                    ReplicationSlot.find(connection, config.replication().slot());
            StartPoint.unreachable(offset.resumeFrom(), slot, system)
                    .ifPresent(reason -> refuse(offset, reason));
        } catch (SQLException e) {
            throw new ConnectException(
                    Diagnosis.of(e)
                            .message(
                                    "check the offset with PostgreSQL (" + database.label() + ")",
                                    e),
                    e);
        }
    }

    private static void checkServer(SourceOffset offset, SystemIdentity system) {
        if (offset.history().isKnown() && !offset.history().systemId().equals(system.systemId())) {
            refuse(
                    offset,
                    "system_id says server "
                            + offset.history().systemId()
                            + ", but this is server "
                            + system.systemId()
                            + ". Leave system_id and timeline out if you are sure.");
        }
    }

    private static void refuse(SourceOffset offset, String reason) {
        throw new ConnectException("Cannot resume from LSN " + offset.resumeFrom() + ": " + reason);
    }
}
