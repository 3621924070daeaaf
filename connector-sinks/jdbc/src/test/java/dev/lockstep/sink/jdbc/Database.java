package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A database in this process, and what is in it. */
final class Database implements AutoCloseable {

    private final String url;
    private final String user;
    private final Connection connection;

    private Database(String url, String user) throws SQLException {
        this.url = url;
        this.user = user;
        this.connection = DriverManager.getConnection(url, user, "");
    }

    static Database at(String url, String user) throws SQLException {
        return new Database(url, user);
    }

    /** Empty, and gone with its last connection. */
    static Database h2() throws SQLException {
        return new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=200", "sa");
    }

    static Database sqlite(Path file) throws SQLException {
        return new Database("jdbc:sqlite:" + file, "");
    }

    /** A target with more options as key, value, … */
    JdbcTarget target(String... options) {
        return new JdbcTarget(new JdbcSinkConfig(properties(options)), new SinkMetrics());
    }

    Map<String, String> properties(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "replica");
        properties.put("connection.url", url);
        if (!user.isEmpty()) {
            properties.put("connection.user", user);
        }
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return properties;
    }

    Database run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    /** Rows as texts, columns joined by commas. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join(",", columns));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
