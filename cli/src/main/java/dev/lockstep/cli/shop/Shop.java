package dev.lockstep.cli.shop;

import dev.lockstep.embedded.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shop's database: a role that owns it, its tables, and its first data. */
public record Shop(PostgresServer server) {

    public static final List<String> TABLES =
            List.of("customers", "products", "product_pages", "orders", "order_lines");

    private static final String DATABASE = "shop";
    private static final String USER = "shop";
    private static final String PASSWORD = "shop";

    /** Creates the database with empty tables. */
    public static Shop create(PostgresServer server) throws SQLException {
        createDatabase(server);
        Shop shop = new Shop(server);
        shop.run("schema.sql");
        return shop;
    }

    /** Creates the database without tables, and the role. */
    static void createDatabase(PostgresServer server) throws SQLException {
        server.execute(
                "postgres",
                "CREATE ROLE " + USER + " LOGIN REPLICATION PASSWORD '" + PASSWORD + "'",
                "CREATE DATABASE " + DATABASE + " OWNER " + USER);
    }

    /** Fills shelves and files of customers. */
    public void stock() throws SQLException {
        run("data.sql");
    }

    public Connection connect() throws SQLException {
        return server.connect(DATABASE, USER, PASSWORD);
    }

    /** What the placeholders of a connector's configuration stand for here. */
    public Map<String, String> placeholders() {
        return placeholders(server);
    }

    /** The same of the shop's database on another server. */
    static Map<String, String> placeholders(PostgresServer server) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("PGHOST", server.host());
        values.put("PGPORT", Integer.toString(server.port()));
        values.put("PGUSER", USER);
        values.put("PGPASSWORD", PASSWORD);
        values.put("PGDATABASE", DATABASE);
        return values;
    }

    /** Whether somebody reads the log through this slot. */
    public boolean isRead(String slot) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT slot_name FROM pg_replication_slots WHERE active")) {
            while (rows.next()) {
                if (rows.getString(1).equals(slot)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void run(String script) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(resource(script));
        }
    }

    private static String resource(String name) {
        try (InputStream content = Shop.class.getResourceAsStream(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
