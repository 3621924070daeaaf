package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic of one partition with the changes of {@link OrdersTable}, for sinks to read. */
final class OrdersTopic {

    private OrdersTopic() {}

    /** What the topic of this name is called in Kafka. */
    static String topic(String name) {
        return name + ".public.orders";
    }

    /**
     * Has a topic written by Lockstep's source connector.
     *
     * @param schemas whether its JSON has schemas
     * @param changes makes so many, beginning with an empty table
     */
    static void write(Stage stage, String name, boolean schemas, int count, Drain.Fill changes)
            throws Exception {
        Map<String, String> config =
                Contender.LOCKSTEP.config(name, stage.postgres(), OrdersTable.DATABASE);
        config.put("key.converter.schemas.enable", Boolean.toString(schemas));
        config.put("value.converter.schemas.enable", Boolean.toString(schemas));
        config.put("tombstones.on.delete", "false");
        try (ConnectWorker worker = stage.startWorker();
                Admin admin = stage.admin()) {
            admin.createTopics(List.of(new NewTopic(topic(name), 1, (short) 1))).all().get();
            stage.postgres().execute(OrdersTable.DATABASE, "TRUNCATE orders");
            stage.postgres()
                    .execute(
                            OrdersTable.DATABASE,
                            "SELECT pg_create_logical_replication_slot('"
                                    + name
                                    + "', 'pgoutput')");
            changes.rows(count);
            worker.rest().configure(name, config);
            Topics.awaitEnd(admin, topic(name), count);
            worker.rest().delete(name);
        }
        stage.dropSlot(name);
    }
}
