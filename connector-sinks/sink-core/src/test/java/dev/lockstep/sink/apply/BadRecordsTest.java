package dev.lockstep.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of records that cannot be read, or that the target refuses. */
class BadRecordsTest {

    private static final TopicPartition P0 = Connect.partition(0);

    private final Connect connect = new Connect();
    private final MemoryTarget.Store store = new MemoryTarget.Store();
    private final MemoryTarget target = new MemoryTarget(store, true);
    private ChangeSink sink;

    private void start(String... options) {
        sink =
                new ChangeSink(
                        "test-0",
                        connect,
                        Records.decoder(),
                        target,
                        new ApplyOptions(Records.config(options)),
                        new SinkMetrics());
        connect.open(sink, P0);
    }

    @AfterEach
    void stop() {
        if (sink != null) {
            sink.stop();
        }
    }

    @Test
    void singlesOutBadRecords() throws Exception {
        Set<Long> bad = Set.of(3L, 4L, 17L, 29L);
        target.refuses =
                change -> change instanceof RowChange row && bad.contains(MemoryTarget.id(row));
        connect.add(0, 30);
        start(ApplyOptions.ERRORS, "report");
        connect.pollUntilDurable(sink, P0, 30);
        assertThat(store.rows.keySet()).hasSize(26).doesNotContainAnyElementsOf(bad);
        assertThat(connect.reported)
                .extracting(Origin::offset)
                .containsExactlyInAnyOrderElementsOf(bad);
        assertThat(store.applied).hasSize(26);
    }

    @Test
    void failsBeforeTheFirstBadRecord() throws Exception {
        target.refuses = change -> change instanceof RowChange row && MemoryTarget.id(row) == 20;
        connect.add(0, 30);
        start();
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset 20")
                .hasMessageContaining("does not fit");
        assertThat(store.rows.keySet()).hasSize(20);
        connect.close(sink);
        assertThat(connect.committed).containsEntry(P0, 20L);
    }

    @Test
    void reportsChangesThatTheTargetRefusesOneByOneWithoutGivingTheOthersAgain() throws Exception {
        Set<Long> bad = Set.of(0L, 4L, 17L, 29L);
        refuseAlone(bad);
        connect.add(0, 30);
        start(ApplyOptions.ERRORS, "report");
        connect.pollUntilDurable(sink, P0, 30);
        assertThat(connect.reported)
                .extracting(Origin::offset)
                .containsExactly(bad.stream().sorted().toArray(Long[]::new));
        assertThat(store.applied).hasSize(26);
        assertThat(store.rows.keySet()).hasSize(26).doesNotContainAnyElementsOf(bad);
    }

    @Test
    void passesOverWhatTheTargetRefusesAloneOnlyOnceItsReportIsStored() throws Exception {
        connect.reports = new CompletableFuture<>();
        refuseAlone(Set.of(1L));
        connect.add(0, 3);
        start(ApplyOptions.ERRORS, "report");
        connect.pollUntil(sink, () -> !connect.reported.isEmpty());
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
        connect.reports.complete(null);
        connect.pollUntilDurable(sink, P0, 3);
    }

    @Test
    void failsAtAChangeThatTheTargetRefusesAloneAndCommitsNothingOfItsBatch() {
        refuseAlone(Set.of(1L));
        connect.add(0, 3);
        start();
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset 1")
                .hasMessageContaining("does not fit");
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
    }

    private void refuseAlone(Set<Long> ids) {
        target.refusesAlone =
                change -> change instanceof RowChange row && ids.contains(MemoryTarget.id(row));
    }

    @Test
    void failsBeforeARecordThatIsNoChange() {
        connect.add(0, 9);
        connect.add(Records.record(0, 9, Map.of("id", 9L), "secret"));
        connect.add(10, 20);
        start();
        assertThatThrownBy(() -> connect.pollUntil(sink, () -> false))
                .hasMessageContaining("offset 9")
                .hasMessageNotContaining("secret");
        assertThat(store.rows.keySet()).hasSize(9);
    }

    @Test
    void passesOverAnUnreadableRecordOnlyOnceItsReportIsStored() throws Exception {
        connect.reports = new CompletableFuture<>();
        connect.add(Records.record(0, 0, Map.of("id", 9L), "secret"));
        connect.add(1, 5);
        start(ApplyOptions.ERRORS, "report");
        connect.poll(sink);
        connect.poll(sink);
        assertThat(connect.reported).hasSize(1);
        assertThat(target.appliedCount()).isZero();
        connect.commit(sink);
        assertThat(connect.committed).isEmpty();
        connect.reports.complete(null);
        connect.pollUntilDurable(sink, P0, 5);
        assertThat(store.rows).hasSize(4);
    }

    @Test
    void skipsBadRecordsIfToldTo() throws Exception {
        target.refuses = change -> change instanceof RowChange row && MemoryTarget.id(row) == 2;
        connect.add(0, 5);
        start(ApplyOptions.ERRORS, "skip");
        connect.pollUntilDurable(sink, P0, 5);
        assertThat(store.rows).hasSize(4);
        assertThat(connect.reported).isEmpty();
    }

    @Test
    void refusesToReportToNowhere() {
        connect.hasReporter = false;
        assertThatThrownBy(() -> start(ApplyOptions.ERRORS, "report"))
                .hasMessageContaining("errors.deadletterqueue.topic.name");
    }
}
