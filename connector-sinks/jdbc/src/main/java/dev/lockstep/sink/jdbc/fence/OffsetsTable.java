package dev.lockstep.sink.jdbc.fence;

import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The table of the target that holds offsets: its definition and its statements. */
public final class OffsetsTable {

    /** In place of an offset of a partition that has been claimed and not been written yet. */
    static final long NONE_YET = -1;

    private static final int NO_PARTITION = -1;

    private static final String NEXT_OFFSET = "next_offset";
    private static final String OWNER = "owner";
    private static final String UPDATED_AT = "updated_at";

    /** How far each server's changes have come, as {@code Marks} writes it. */
    private static final String PLACES = "places";

    private static final List<String> COLUMNS =
            List.of(
                    "connector",
                    "topic",
                    "topic_partition",
                    NEXT_OFFSET,
                    OWNER,
                    UPDATED_AT,
                    PLACES);

    private final Dialect dialect;
    private final TableName name;
    private final String quoted;

    public OffsetsTable(Dialect dialect, TableName name) {
        this.dialect = dialect;
        this.name = name;
        this.quoted = dialect.quote(name);
    }

    public TableName name() {
        return name;
    }

    public boolean exists(Connection connection) throws SQLException {
        return dialect.read(connection, name).isPresent();
    }

    /** Another task may create it at the same moment. */
    public void createIfMissing(Connection connection) throws SQLException {
        if (exists(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!exists(connection)) {
                throw e;
            }
        }
    }

    /** Fails if the table is not as it should be, or may not be written to. */
    public void probe(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(set())) {
            statement.setLong(1, NONE_YET);
            statement.setString(2, "");
            statement.setString(3, "");
            statement.setString(4, "");
            statement.setInt(5, NO_PARTITION);
            statement.executeUpdate();
        } finally {
            connection.rollback();
        }
    }

    /** The statement that makes it. */
    private String definition() {
        Schema instant =
                SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").optional().build();
        String text = dialect.columnType(Schema.STRING_SCHEMA, true) + " NOT NULL";
        String number = dialect.columnType(Schema.INT64_SCHEMA, true) + " NOT NULL";
        return dialect.definitions()
                .createTable(
                        name,
                        COLUMNS,
                        List.of(
                                text,
                                text,
                                dialect.columnType(Schema.INT32_SCHEMA, true) + " NOT NULL",
                                number,
                                text,
                                dialect.columnType(instant, false),
                                dialect.columnType(Schema.OPTIONAL_STRING_SCHEMA, false)),
                        COLUMNS.subList(0, 3));
    }

    /** Parameters: owner, then a partition's three. */
    String claim() {
        return "UPDATE " + quoted + " SET " + c(OWNER) + " = ?" + wherePartition();
    }

    /**
     * Parameters: next offset, owner, then a partition's three. Forgets places: what is read again
     * on purpose is no repeat.
     */
    String set() {
        return "UPDATE "
                + quoted
                + " SET "
                + c(NEXT_OFFSET)
                + " = ?, "
                + c(OWNER)
                + " = ?, "
                + c(PLACES)
                + " = NULL"
                + wherePartition();
    }

    /** Parameters: a partition's three, next offset, owner. */
    String insert() {
        return "INSERT INTO "
                + quoted
                + COLUMNS.stream().map(this::c).collect(Collectors.joining(", ", " (", ")"))
                + " VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP, NULL)";
    }

    /** Parameters: next offset, places, then a partition's three, owner, offset before. */
    String advance() {
        return "UPDATE "
                + quoted
                + " SET "
                + c(NEXT_OFFSET)
                + " = ?, "
                + c(PLACES)
                + " = ?, "
                + c(UPDATED_AT)
                + " = CURRENT_TIMESTAMP"
                + wherePartition()
                + " AND "
                + c(OWNER)
                + " = ? AND ("
                + c(NEXT_OFFSET)
                + " = ? OR "
                + c(NEXT_OFFSET)
                + " = "
                + NONE_YET
                + ")";
    }

    /** Parameters: a partition's three. Columns: offset, owner, places. */
    String select() {
        return "SELECT "
                + c(NEXT_OFFSET)
                + ", "
                + c(OWNER)
                + ", "
                + c(PLACES)
                + " FROM "
                + quoted
                + wherePartition();
    }

    /** Parameters: a partition's three. */
    String delete() {
        return "DELETE FROM " + quoted + wherePartition();
    }

    /** Parameter: the connector. */
    String deleteAll() {
        return "DELETE FROM " + quoted + " WHERE " + c(COLUMNS.get(0)) + " = ?";
    }

    private String wherePartition() {
        return COLUMNS.subList(0, 3).stream()
                .map(column -> c(column) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private String c(String column) {
        return dialect.quote(column);
    }
}
