package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.RecordOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of small tables, schemaless, and the configuration to read them with. */
final class Records {

    static final String TOPIC = "log";

    private Records() {}

    static AbstractConfig config(String... pairs) {
        Map<String, String> given = new HashMap<>();
        given.put(ApplyOptions.BACKOFF, "1");
        given.put(ApplyOptions.BACKOFF_MAX, "2");
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return new AbstractConfig(
                ApplyOptions.define(RecordOptions.define(new ConfigDef())), given);
    }

    static ChangeDecoder decoder() {
        return new ChangeDecoder(new RecordOptions(config()));
    }

    static SinkRecord record(int partition, long offset, Object key, Object value) {
        return new SinkRecord(
                TOPIC, partition, null, key, null, value, offset, 0L, TimestampType.CREATE_TIME);
    }

    /** An upsert of one table's row, of a transaction, with the commit LSN -1 for none. */
    static Map<String, Object> event(
            String op, String table, Map<String, Object> row, long commitLsn, boolean last) {
        Map<String, Object> source = new HashMap<>();
        source.put("table", table);
        if (commitLsn >= 0) {
            source.put("commit_lsn", commitLsn);
            source.put("position", commitLsn << 12);
            source.put("ordinal", 1L);
            source.put("last", last);
        }
        Map<String, Object> event = new HashMap<>();
        event.put("op", op);
        event.put("source", source);
        event.put("before", op.equals("d") ? row : null);
        event.put("after", op.equals("d") ? null : row);
        event.put("ts_ms", 1L);
        return event;
    }

    /** A row that was inserted, without a key, at an exact place of its server's log. */
    static SinkRecord insert(
            long offset, long id, String server, long commitLsn, long ordinal, long micros) {
        Map<String, Object> event = event("c", "t", row(id, offset), commitLsn, false);
        Map<String, Object> source = new HashMap<>();
        ((Map<?, ?>) event.get("source"))
                .forEach((name, value) -> source.put((String) name, value));
        source.putAll(Map.of("name", server, "ordinal", ordinal, "ts_us", micros));
        event.put("source", source);
        return record(0, offset, null, event);
    }

    static Map<String, Object> row(long id, Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("value", value);
        return row;
    }

    static SinkRecord upsert(int partition, long offset, long id, Object value) {
        return upsert(partition, offset, id, value, -1, false);
    }

    static SinkRecord upsert(
            int partition, long offset, long id, Object value, long commitLsn, boolean last) {
        return record(
                partition,
                offset,
                Map.of("id", id),
                event("u", "t", row(id, value), commitLsn, last));
    }
}
