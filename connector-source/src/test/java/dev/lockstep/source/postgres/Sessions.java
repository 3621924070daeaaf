package dev.lockstep.source.postgres;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** Sessions as a task opens them, for tests against real servers. */
final class Sessions {

    private Sessions() {}

    /**
     * A connector that captures everything.
     *
     * @param name of its topics, slot and publication
     * @param options names and values, one after the other
     */
    static PostgresSourceConfig config(PostgresServer server, String name, String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", name);
        properties.put("database.hostname", server.host());
        properties.put("database.port", Integer.toString(server.port()));
        properties.put("database.user", server.user());
        properties.put("database.password", "unused");
        properties.put("database.dbname", "postgres");
        properties.put("slot.name", name);
        properties.put("publication.name", name);
        properties.put("heartbeat.interval.ms", "0");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new PostgresSourceConfig(properties);
    }

    /** A connector that captures the schema of its own name from a shared server. */
    static PostgresSourceConfig config(int major, String name, String... options) {
        List<String> all = new ArrayList<>(List.of("schema.include.list", name));
        all.addAll(List.of(options));
        return config(SharedServers.server(major), name, all.toArray(String[]::new));
    }

    static Session open(PostgresSourceConfig config, Optional<SourceOffset> stored)
            throws SQLException {
        return open(config, stored, new CaptureMetrics(() -> 0));
    }

    static Session open(
            PostgresSourceConfig config, Optional<SourceOffset> stored, CaptureMetrics metrics)
            throws SQLException {
        Database database = new Database(config.connection(), config.events().topicPrefix());
        Map<String, String> partition = Map.of("server", config.events().topicPrefix());
        while (true) {
            try {
                return config.snapshot().mode() == SnapshotMode.INITIAL_ONLY
                        ? SnapshotOnlySession.open(config, database, "1.0", partition, stored)
                        : new CaptureStart(
                                        config,
                                        database,
                                        "1.0",
                                        partition,
                                        metrics,
                                        new StreamForm(config),
                                        false)
                                .open(stored);
            } catch (SQLException e) {
                // The server may not have noticed yet that the session before has ended.
                if (Diagnosis.of(e).outcome() != Diagnosis.Outcome.SLOT_HELD) {
                    throw e;
                }
            }
        }
    }

    static void execute(int major, String... sql) throws SQLException {
        SharedServers.server(major).execute("postgres", sql);
    }

    static long number(int major, String query) throws SQLException {
        try (Connection connection = SharedServers.server(major).connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** At least this many records. */
    static List<SourceRecord> next(Session session, int count) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(session.poll());
        }
        return records;
    }

    /** What a worker would give back after a crash. */
    static Optional<SourceOffset> restored(SourceRecord record) {
        return Optional.of(SourceOffset.of(new HashMap<>(record.sourceOffset())));
    }
}
