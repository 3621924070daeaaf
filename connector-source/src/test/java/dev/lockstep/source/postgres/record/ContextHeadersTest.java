package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ContextHeadersTest {

    private static final int TABLE = 100;
    private static final String CONTEXT = "lockstep.context";

    private final Wal wal = new Wal().define(TABLE, "item", 'd', "*id:25");

    /** The headers of each record but for the place of tombstones. */
    private static List<String> headers(List<SourceRecord> records) {
        return records.stream()
                .map(
                        record -> {
                            List<String> all = new ArrayList<>();
                            record.headers()
                                    .forEach(
                                            h -> {
                                                if (!h.key().equals("lockstep.position")) {
                                                    all.add(h.key() + "=" + h.value());
                                                }
                                            });
                            return String.join(",", all);
                        })
                .toList();
    }

    private List<String> headers(String... options) {
        return headers(new Capture(options).records(wal));
    }

    @Test
    void goWithEveryLaterRecordOfTheTransaction() {
        wal.transaction(
                t ->
                        t.insert(TABLE, "0")
                                .message(
                                        CONTEXT, "{\"user\": \"ann\", \"n\": 1.50, \"none\": null}")
                                .insert(TABLE, "1")
                                .delete('K', TABLE, "1"));
        wal.transaction(t -> t.insert(TABLE, "2"));
        assertThat(headers())
                .containsExactly("", "user=ann,n=1.50", "user=ann,n=1.50", "user=ann,n=1.50", "");
    }

    @Test
    void comeBesideTheHeadersOfAChangedKey() {
        wal.transaction(
                t ->
                        t.message(CONTEXT, "{\"user\":\"ann\"}")
                                .update('K', TABLE, new String[] {"1"}, new String[] {"2"}));
        assertThat(headers("provide.transaction.metadata", "true"))
                .containsExactly(
                        "",
                        "user=ann,__debezium.newkey=Struct{id=2}",
                        "user=ann,__debezium.newkey=Struct{id=2}",
                        "user=ann,__debezium.oldkey=Struct{id=1}",
                        "");
    }

    @Test
    void areOfTheLatestMessage() {
        wal.transaction(
                t ->
                        t.message(CONTEXT, "{\"a\":\"1\"}")
                                .insert(TABLE, "1")
                                .message(CONTEXT, "{\"b\":{\"c\": [1, \"}\"]}}")
                                .insert(TABLE, "2")
                                .message(CONTEXT, "{}")
                                .insert(TABLE, "3"));
        assertThat(headers()).containsExactly("a=1", "b={\"c\": [1, \"}\"]}", "");
    }

    @Test
    void areKnownAgainAfterARestart() {
        wal.transaction(t -> t.message(CONTEXT, "{\"a\":1}").insert(TABLE, "1").insert(TABLE, "2"));
        Capture capture = new Capture();
        SourceRecord first = capture.records(wal).get(0);
        assertThat(headers(capture.records(wal, (SourceOffset) first.sourceOffset())))
                .containsExactly("a=1");
    }

    @Test
    void areLeftOutWhenTheyCannotBeRead() {
        wal.transaction(t -> t.message(CONTEXT, "user=ann").insert(TABLE, "1"));
        wal.transaction(
                t -> t.message(CONTEXT, "{\"a\":\"" + "x".repeat(8192) + "\"}").insert(TABLE, "2"));
        wal.message(CONTEXT, "{\"outside\":1}");
        wal.transaction(t -> t.insert(TABLE, "3"));
        assertThat(headers("operations", "insert")).containsExactly("", "", "");
    }

    @Test
    void areAnEventOnlyWhereTheirPrefixIsAskedFor() {
        wal.transaction(t -> t.message(CONTEXT, "{\"a\":1}").message("p", "m"));
        assertThat(headers()).containsExactly("a=1");
        assertThat(headers("message.prefix.include.list", "p,lockstep\\.context"))
                .containsExactly("a=1", "a=1");
    }
}
