package dev.lockstep.sink.jdbc.fence;

import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.value.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;

/**
 * Positions of deleted rows, kept for a time in a table of the target, so that an older change
 * cannot bring a row back. Keys are kept as hashes. One thread calls.
 */
public final class Tombstones {

    private static final TableName NAME = new TableName(null, null, "lockstep_tombstones");
    private static final int LOOKUP = 500;
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final Dialect dialect;
    private final String quoted;
    private final Duration retention;
    private final Clock clock;
    private long purged;

    public Tombstones(Dialect dialect, Duration retention, Clock clock) {
        this.dialect = dialect;
        this.quoted = dialect.quote(NAME);
        this.retention = retention;
        this.clock = clock;
    }

    /** Another task may create it at the same moment. */
    public void createTableIfMissing(Connection connection) throws SQLException {
        if (dialect.read(connection, NAME).isPresent()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (dialect.read(connection, NAME).isEmpty()) {
                throw e;
            }
        }
    }

    private String definition() {
        String text = dialect.columnType(Schema.STRING_SCHEMA, true) + " NOT NULL";
        String number = dialect.columnType(Schema.INT64_SCHEMA, true) + " NOT NULL";
        return dialect.definitions()
                .createTable(
                        NAME,
                        List.of("table_name", "key_hash", "deleted_at_position", "deleted_at_ms"),
                        List.of(text, text, number, number),
                        List.of("table_name", "key_hash"));
    }

    /** Those of the changes that are not older than the delete of their row. */
    public <C extends RowChange> List<C> survivors(
            Connection connection, TableName table, List<C> changes) throws SQLException {
        if (!hasAny(connection, table)) {
            return changes;
        }
        List<String> hashes = changes.stream().map(change -> hash(change.row())).toList();
        Map<String, Long> deleted = find(connection, table, hashes);
        if (deleted.isEmpty()) {
            return changes;
        }
        List<C> survivors = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            Long position = deleted.get(hashes.get(i));
            if (position == null || changes.get(i).place().position() >= position) {
                survivors.add(changes.get(i));
            }
        }
        return survivors;
    }

    private boolean hasAny(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM " + quoted + " WHERE table_name = ?")) {
            select.setMaxRows(1);
            select.setString(1, table.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private Map<String, Long> find(Connection connection, TableName table, List<String> hashes)
            throws SQLException {
        Map<String, Long> found = new HashMap<>();
        String marks = "?" + ", ?".repeat(LOOKUP - 1);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT key_hash, deleted_at_position FROM "
                                + quoted
                                + " WHERE table_name = ? AND key_hash IN ("
                                + marks
                                + ")")) {
            for (int start = 0; start < hashes.size(); start += LOOKUP) {
                select.setString(1, table.toString());
                for (int i = 0; i < LOOKUP; i++) {
                    // The last one again where there are fewer.
                    int index = Math.min(start + i, hashes.size() - 1);
                    select.setString(i + 2, hashes.get(index));
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getString(1), rows.getLong(2));
                    }
                }
            }
        }
        return found;
    }

    /** Remembers deletes, in the open transaction, and forgets old ones now and then. */
    public void remember(Connection connection, TableName table, List<Delete> deletes)
            throws SQLException {
        // In the order of the key, as every task writes them: no two wait for each other.
        Map<String, Long> positions = new TreeMap<>();
        deletes.forEach(
                delete ->
                        positions.merge(hash(delete.row()), delete.place().position(), Math::max));
        Map<String, Long> held = find(connection, table, List.copyOf(positions.keySet()));
        try (PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO "
                                        + quoted
                                        + " (deleted_at_position, deleted_at_ms, table_name,"
                                        + " key_hash) VALUES (?, ?, ?, ?)");
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE "
                                        + quoted
                                        + " SET deleted_at_position = ?, deleted_at_ms = ? WHERE"
                                        + " table_name = ? AND key_hash = ?")) {
            for (Map.Entry<String, Long> entry : positions.entrySet()) {
                Long before = held.get(entry.getKey());
                if (before == null || before < entry.getValue()) {
                    PreparedStatement statement = before == null ? insert : update;
                    statement.setLong(1, entry.getValue());
                    statement.setLong(2, clock.millis());
                    statement.setString(3, table.toString());
                    statement.setString(4, entry.getKey());
                    statement.addBatch();
                }
            }
            insert.executeBatch();
            update.executeBatch();
        }
        purge(connection);
    }

    private void purge(Connection connection) throws SQLException {
        long now = clock.millis();
        if (now - purged < PURGE_INTERVAL.toMillis()) {
            return;
        }
        purged = now;
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM " + quoted + " WHERE deleted_at_ms < ?")) {
            delete.setLong(1, now - retention.toMillis());
            delete.executeUpdate();
        }
    }

    private static String hash(RowImage row) {
        RowShape shape = row.shape();
        // By name: a row and a key may have their columns in different orders.
        Map<String, Object> key = new TreeMap<>();
        for (int index : shape.keyIndexes()) {
            String text = row.exactText(index);
            key.put(shape.columns().get(index).name(), text == null ? row.value(index) : text);
        }
        return HexFormat.of().formatHex(sha256(JsonText.of(key)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
