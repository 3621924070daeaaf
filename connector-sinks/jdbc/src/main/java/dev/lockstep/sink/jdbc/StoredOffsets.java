package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.jdbc.config.FenceMode;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.fence.OffsetFence;
import dev.lockstep.sink.jdbc.fence.OffsetsTable;
import dev.lockstep.sink.jdbc.table.TableName;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** The offsets that the target keeps, for whoever alters them while nothing runs. */
final class StoredOffsets {

    private final JdbcSinkConfig config;

    StoredOffsets(JdbcSinkConfig config) {
        this.config = config;
    }

    /**
     * Sets offsets, and forgets those that are null; without any all are forgotten, for Kafka knows
     * no offsets of topics that were deleted.
     *
     * @throws ConnectException when the target does not take them
     */
    void alter(Map<TopicPartition, Long> offsets) {
        if (config.writing().fence() != FenceMode.OFFSETS) {
            return;
        }
        Dialect dialect = Databases.dialect(config);
        TableName name = TableName.parse(config.writing().offsetsTable());
        try (TargetSession session = new TargetSession(config.connection(), dialect)) {
            OffsetFence.alter(
                    session.connection(),
                    new OffsetsTable(dialect, name),
                    TaskName.of(config).connector(),
                    offsets);
        } catch (SQLException e) {
            throw new ConnectException(
                    "Cannot alter offsets in table "
                            + name
                            + " of the target: "
                            + new SqlFailures(dialect).describe(e)
                            + ". Nothing has been changed.");
        }
    }
}
