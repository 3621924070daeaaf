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
    private static final String TABLE = "table_name";
    private static final String KEY = "key_hash";
    private static final String POSITION = "deleted_at_position";
    private static final String TIME = "deleted_at_ms";
    private static final int LOOKUP = 500;
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final Dialect dialect;
    private final String quoted;
    private final String table;
    private final String key;
    private final String position;
    private final String time;
    private final Duration retention;
    private final Clock clock;
    private long purged;

    public Tombstones(Dialect dialect, Duration retention, Clock clock) {
        this.dialect = dialect;
        this.quoted = dialect.quote(NAME);
        this.table = dialect.quote(TABLE);
        this.key = dialect.quote(KEY);
        this.position = dialect.quote(POSITION);
        this.time = dialect.quote(TIME);
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
                        List.of(TABLE, KEY, POSITION, TIME),
                        List.of(text, text, number, number),
                        List.of(TABLE, KEY));
    }

    /** Those of the changes that are not older than the delete of their row. */
    public <C extends RowChange> List<C> survivors(
            Connection connection, TableName target, List<C> changes) throws SQLException {
        if (!hasAny(connection, target)) {
            return changes;
        }
        List<String> hashes = changes.stream().map(change -> hash(change.row())).toList();
        Map<String, Long> deleted = find(connection, target, hashes);
        if (deleted.isEmpty()) {
            return changes;
        }
        List<C> survivors = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            Long deletedAt = deleted.get(hashes.get(i));
            if (deletedAt == null || changes.get(i).place().position() >= deletedAt) {
                survivors.add(changes.get(i));
            }
        }
        return survivors;
    }

    private boolean hasAny(Connection connection, TableName target) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT 1 FROM " + quoted + " WHERE " + table + " = ?")) {
            select.setMaxRows(1);
            select.setString(1, target.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private Map<String, Long> find(Connection connection, TableName target, List<String> hashes)
            throws SQLException {
        Map<String, Long> found = new HashMap<>();
        String marks = "?" + ", ?".repeat(LOOKUP - 1);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT "
                                + key
                                + ", "
                                + position
                                + " FROM "
                                + quoted
                                + " WHERE "
                                + table
                                + " = ? AND "
                                + key
                                + " IN ("
                                + marks
                                + ")")) {
            for (int start = 0; start < hashes.size(); start += LOOKUP) {
                select.setString(1, target.toString());
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
    public void remember(Connection connection, TableName target, List<Delete> deletes)
            throws SQLException {
        // In the order of the key, as every task writes them: no two wait for each other.
        Map<String, Long> positions = new TreeMap<>();
        deletes.forEach(
                delete ->
                        positions.merge(hash(delete.row()), delete.place().position(), Math::max));
        Map<String, Long> held = find(connection, target, List.copyOf(positions.keySet()));
        try (PreparedStatement insert = connection.prepareStatement(insertion());
                PreparedStatement update = connection.prepareStatement(update())) {
            for (Map.Entry<String, Long> entry : positions.entrySet()) {
                Long before = held.get(entry.getKey());
                if (before == null || before < entry.getValue()) {
                    PreparedStatement statement = before == null ? insert : update;
                    statement.setLong(1, entry.getValue());
                    statement.setLong(2, clock.millis());
                    statement.setString(3, target.toString());
                    statement.setString(4, entry.getKey());
                    statement.addBatch();
                }
            }
            insert.executeBatch();
            update.executeBatch();
        }
        purge(connection);
    }

    /** Parameters: position, time, table, key. */
    private String insertion() {
        return "INSERT INTO "
                + quoted
                + " ("
                + String.join(", ", position, time, table, key)
                + ") VALUES (?, ?, ?, ?)";
    }

    /** Parameters: as those of {@link #insertion}. */
    private String update() {
        return "UPDATE "
                + quoted
                + " SET "
                + position
                + " = ?, "
                + time
                + " = ? WHERE "
                + table
                + " = ? AND "
                + key
                + " = ?";
    }

    private void purge(Connection connection) throws SQLException {
        long now = clock.millis();
        if (now - purged < PURGE_INTERVAL.toMillis()) {
            return;
        }
        purged = now;
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + quoted + " WHERE " + time + " < ?")) {
            delete.setLong(1, now - retention.toMillis());
            delete.executeUpdate();
        }
    }

    private static String hash(RowImage row) {
        RowShape shape = row.shape();
        // By name: a row and a key may have their columns in different orders.
        Map<String, Object> values = new TreeMap<>();
        for (int index : shape.keyIndexes()) {
            String text = row.exactText(index);
            values.put(shape.columns().get(index).name(), text == null ? row.value(index) : text);
        }
        return HexFormat.of().formatHex(sha256(JsonText.of(values)));
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
