package dev.lockstep.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The golden events: records of every kind, for every module to test its reading against. */
public final class GoldenEvents {

    /** The topic of the example table. */
    public static final String ORDERS = "shop.public.orders";

    /** The topic of logical messages. */
    public static final String MESSAGES = "shop.message";

    private GoldenEvents() {}

    /** All events of Lockstep. An update that changes the key is the three {@code rekey-*}. */
    public static List<GoldenEvent> all() {
        return List.of(
                new GoldenEvent(ORDERS, "insert"),
                new GoldenEvent(ORDERS, "update"),
                new GoldenEvent(ORDERS, "rekey-1-delete"),
                new GoldenEvent(ORDERS, "rekey-2-tombstone"),
                new GoldenEvent(ORDERS, "rekey-3-insert"),
                new GoldenEvent(ORDERS, "delete"),
                new GoldenEvent(ORDERS, "tombstone"),
                new GoldenEvent(ORDERS, "truncate"),
                new GoldenEvent(ORDERS, "unavailable"),
                new GoldenEvent(ORDERS, "exact"),
                new GoldenEvent(ORDERS, "snapshot"),
                new GoldenEvent(MESSAGES, "message"));
    }

    public static GoldenEvent named(String name) {
        return all().stream().filter(event -> event.name().equals(name)).findFirst().orElseThrow();
    }

    /** Names of the values in the shape of Debezium's connectors, as JSON without schemas. */
    public static List<String> debeziumNames() {
        return List.of(
                "mysql-insert",
                "mysql-update",
                "mysql-snapshot",
                "postgresql-update",
                "sqlserver-update",
                "mongodb-insert");
    }

    public static byte[] debezium(String name) {
        return resource("debezium/" + name + ".json").orElseThrow();
    }

    static Optional<byte[]> resource(String path) {
        try (InputStream in = GoldenEvents.class.getResourceAsStream("/golden/" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
