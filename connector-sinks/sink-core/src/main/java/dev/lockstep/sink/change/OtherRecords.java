package dev.lockstep.sink.change;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * Records of connectors that tell of no row: the ends of transactions, definitions of tables,
 * heartbeats, notifications. Known by the name of their schema or, without one, by their fields.
 */
final class OtherRecords {

    private static final Set<String> SCHEMAS =
            Set.of(
                    "io.debezium.connector.common.TransactionMetadataValue",
                    "io.debezium.connector.common.Heartbeat",
                    "io.debezium.connector.common.Notification",
                    "dev.lockstep.event.TableDefinition");

    private static final Set<String> TRANSACTION =
            Set.of("status", "id", "event_count", "data_collections");
    private static final Set<String> DEFINITION =
            Set.of("event_topic", "fingerprint", "replica_identity", "columns");
    private static final Set<String> STATEMENT = Set.of("ddl", "tableChanges", "source");
    private static final Set<String> NOTIFICATION =
            Set.of("aggregate_type", "additional_data", "id", "type");

    private OtherRecords() {}

    static boolean areOf(Schema value) {
        String name = value.name();
        return name != null && (SCHEMAS.contains(name) || name.endsWith(".SchemaChangeValue"));
    }

    static boolean is(Map<?, ?> value) {
        Set<?> names = value.keySet();
        return names.containsAll(TRANSACTION)
                || names.containsAll(STATEMENT)
                || names.containsAll(DEFINITION)
                || names.containsAll(NOTIFICATION)
                || (names.size() == 1 && names.contains("ts_ms"));
    }
}
