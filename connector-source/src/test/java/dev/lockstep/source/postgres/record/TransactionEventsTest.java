package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TransactionEventsTest {

    private static final int ONE = 100;
    private static final int TWO = 101;
    private static final int OTHER = 102;

    private final Wal wal =
            new Wal()
                    .define(ONE, "one", 'd', "*id:25")
                    .define(TWO, "two", 'd', "*id:25")
                    .define(OTHER, "other", 'd', "*id:25");
    private final Capture capture =
            new Capture(
                    "provide.transaction.metadata",
                    "true",
                    "table.exclude.list",
                    "public.other",
                    "tombstones.on.delete",
                    "false");

    /** One word per record: BEGIN and END with counts, or the orders in the transaction block. */
    private static List<String> told(List<SourceRecord> records) {
        return records.stream().map(TransactionEventsTest::told).toList();
    }

    private static String told(SourceRecord record) {
        Struct value = (Struct) record.value();
        if (!record.topic().equals("shop.transaction")) {
            Struct block = value.getStruct("transaction");
            return block == null
                    ? "alone"
                    : block.getInt64("total_order") + "/" + block.getInt64("data_collection_order");
        }
        assertThat(((Struct) record.key()).getString("id")).isEqualTo(value.getString("id"));
        List<Struct> tables = value.getArray("data_collections");
        return value.getString("status")
                + (tables == null
                        ? ""
                        : " "
                                + value.getInt64("event_count")
                                + tables.stream()
                                        .map(
                                                t ->
                                                        " "
                                                                + t.get("data_collection")
                                                                + t.get("event_count"))
                                        .collect(Collectors.joining()));
    }

    @Test
    void countsTheEventsOfATransactionAndOfItsTables() {
        wal.transaction(
                t ->
                        t.insert(ONE, "1")
                                .insert(OTHER, "1")
                                .insert(TWO, "1")
                                .update('K', ONE, new String[] {"1"}, new String[] {"2"})
                                .message("p", "m"));
        assertThat(told(capture.records(wal)))
                .containsExactly(
                        "BEGIN",
                        "1/1",
                        "2/1",
                        "3/2",
                        "4/3",
                        "5/1",
                        "END 5 public.one3 public.two1 LOGICAL_DECODING_MESSAGE1");
    }

    @Test
    void givesEventsAndMarkersTheSameId() {
        wal.transaction(t -> t.insert(ONE, "1"));
        List<SourceRecord> records = capture.records(wal);
        Struct source = ((Struct) records.get(1).value()).getStruct("source");
        String id = source.getInt64("txId") + ":" + source.getInt64("commit_lsn");
        assertThat(((Struct) records.get(0).key()).getString("id")).isEqualTo(id);
        assertThat(((Struct) records.get(1).value()).getStruct("transaction").getString("id"))
                .isEqualTo(id);
        assertThat(source.getBoolean("last")).isTrue();
    }

    @Test
    void saysNothingOfTransactionsWithoutACapturedEventOrOfMessagesOutside() {
        wal.transaction(t -> t.insert(OTHER, "1"));
        wal.message("p", "m");
        assertThat(told(capture.records(wal))).containsExactly("alone");
    }

    @Test
    void countsOnAfterARestartInTheMiddle() {
        wal.transaction(t -> t.insert(ONE, "1").insert(TWO, "1").insert(ONE, "2"));
        List<SourceRecord> all = capture.records(wal);
        assertThat(told(resumed(all.get(0)))).isEqualTo(told(all));
        assertThat(told(resumed(all.get(2))))
                .containsExactly("3/2", "END 3 public.one2 public.two1");
        assertThat(told(resumed(all.get(3)))).containsExactly("END 3 public.one2 public.two1");
        assertThat(told(resumed(all.get(4)))).isEmpty();
    }

    private List<SourceRecord> resumed(SourceRecord stored) {
        return capture.records(wal, (SourceOffset) stored.sourceOffset());
    }
}
