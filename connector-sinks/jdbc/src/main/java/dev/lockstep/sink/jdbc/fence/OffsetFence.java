package dev.lockstep.sink.jdbc.fence;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Marks;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.apply.TargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps offsets in the target, moved on in the transaction of the rows by whoever owns the
 * partition: compare and set. A task that has lost its partition, and does not know, changes no row
 * here, so that its transaction is rolled back.
 */
public final class OffsetFence implements Fence {

    private final OffsetsTable table;
    private final String connector;

    /** Tells this instance of a task from all others. */
    private final String owner = UUID.randomUUID().toString();

    public OffsetFence(OffsetsTable table, String connector) {
        this.table = table;
        this.connector = connector;
    }

    @Override
    public Map<TopicPartition, Standing> claim(
            Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        table.createIfMissing(connection);
        Map<TopicPartition, Standing> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Stored stored = claim(connection, partition);
            if (stored.offset() != OffsetsTable.NONE_YET) {
                found.put(partition, new Standing(stored.offset(), Marks.of(stored.places())));
            }
        }
        connection.commit();
        return found;
    }

    private Stored claim(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(table.claim())) {
            claim.setString(1, owner);
            bind(claim, 2, partition);
            if (claim.executeUpdate() == 0) {
                insert(connection, partition);
                return Stored.NOTHING;
            }
        }
        return stored(connection, partition);
    }

    private void insert(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            bind(insert, 1, partition);
            insert.setLong(4, OffsetsTable.NONE_YET);
            insert.setString(5, owner);
            insert.executeUpdate();
        }
    }

    private record Stored(long offset, String owner, String places) {

        private static final Stored NOTHING = new Stored(OffsetsTable.NONE_YET, "", null);
    }

    private Stored stored(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(table.select())) {
            bind(select, 1, partition);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Stored(row.getLong(1), row.getString(2), row.getString(3))
                        : Stored.NOTHING;
            }
        }
    }

    @Override
    public boolean advance(Connection connection, Map<TopicPartition, Batch.Span> offsets)
            throws SQLException {
        List<TopicPartition> partitions = new ArrayList<>(offsets.keySet());
        int[] counts = update(connection, partitions, offsets);
        int done = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                TopicPartition partition = partitions.get(i);
                requireDone(connection, partition, offsets.get(partition));
                done++;
            }
        }
        if (done > 0 && done < counts.length) {
            throw new TargetException.Fatal(
                    "Cannot apply a batch: part of it has been applied already, with a commit whose"
                            + " answer was lost. Restart the task: it goes on from the offsets in"
                            + " table "
                            + table.name()
                            + " of the target.",
                    null);
        }
        return done == 0;
    }

    private int[] update(
            Connection connection,
            List<TopicPartition> partitions,
            Map<TopicPartition, Batch.Span> offsets)
            throws SQLException {
        int[] counts = new int[partitions.size()];
        try (PreparedStatement advance = connection.prepareStatement(table.advance())) {
            for (int i = 0; i < counts.length; i++) {
                Batch.Span span = offsets.get(partitions.get(i));
                advance.setLong(1, span.to());
                advance.setString(2, span.marks().text());
                bind(advance, 3, partitions.get(i));
                advance.setString(6, owner);
                advance.setLong(7, span.from());
                // One by one: not every driver tells the counts of a batch.
                counts[i] = advance.executeUpdate();
            }
        }
        return counts;
    }

    private void requireDone(Connection connection, TopicPartition partition, Batch.Span span)
            throws SQLException {
        Stored stored = stored(connection, partition);
        if (!stored.owner().equals(owner)) {
            throw new TargetException.Fenced(
                    "Cannot apply changes of "
                            + partition
                            + ": another task has taken the partition over, as table "
                            + table.name()
                            + " of the target says. Nothing is lost; if no other task of connector "
                            + connector
                            + " runs, look for another connector of that name.");
        }
        if (stored.offset() < span.to()) {
            throw new TargetException.Fatal(
                    "Cannot apply changes of "
                            + partition
                            + ": the batch begins at offset "
                            + span.from()
                            + ", but table "
                            + table.name()
                            + " of the target has come to "
                            + stored.offset()
                            + ". If records in between are no longer in the topic, take a new"
                            + " snapshot; to go on regardless, stop the connector and set its"
                            + " offsets through Kafka Connect's REST interface.",
                    null);
        }
    }

    private void bind(PreparedStatement statement, int first, TopicPartition partition)
            throws SQLException {
        bind(statement, first, connector, partition);
    }

    private static void bind(
            PreparedStatement statement, int first, String connector, TopicPartition partition)
            throws SQLException {
        statement.setString(first, connector);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }

    /**
     * Sets offsets for a connector that does not run, and forgets those that are null; all, when
     * there are none.
     *
     * @param connection committed when this returns
     */
    public static void alter(
            Connection connection,
            OffsetsTable table,
            String connector,
            Map<TopicPartition, Long> offsets)
            throws SQLException {
        table.createIfMissing(connection);
        if (offsets.isEmpty()) {
            deleteAll(connection, table, connector);
        }
        for (Map.Entry<TopicPartition, Long> entry : offsets.entrySet()) {
            if (entry.getValue() == null) {
                delete(connection, table, connector, entry.getKey());
            } else {
                set(connection, table, connector, entry.getKey(), entry.getValue());
            }
        }
        connection.commit();
    }

    private static void deleteAll(Connection connection, OffsetsTable table, String connector)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(table.deleteAll())) {
            delete.setString(1, connector);
            delete.executeUpdate();
        }
    }

    private static void delete(
            Connection connection, OffsetsTable table, String connector, TopicPartition partition)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(table.delete())) {
            bind(delete, 1, connector, partition);
            delete.executeUpdate();
        }
    }

    private static void set(
            Connection connection,
            OffsetsTable table,
            String connector,
            TopicPartition partition,
            long offset)
            throws SQLException {
        // Nobody owns it then, so that a task that still runs is fenced.
        try (PreparedStatement update = connection.prepareStatement(table.set())) {
            update.setLong(1, offset);
            update.setString(2, "");
            bind(update, 3, connector, partition);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            bind(insert, 1, connector, partition);
            insert.setLong(4, offset);
            insert.setString(5, "");
            insert.executeUpdate();
        }
    }
}
