package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReconnectorTest {

    private static final SourceRecord RECORD =
            new SourceRecord(Map.of(), Map.of(), "topic", null, null);

    private final Deque<Object> script = new ArrayDeque<>();
    private final List<Scripted> sessions = new ArrayList<>();
    private final List<Optional<SourceOffset>> resumed = new ArrayList<>();
    private final Reconnector reconnector = reconnector();

    private static SourceOffset at(long lsn) {
        return SourceOffset.between(new History("7001", 1), lsn, 0);
    }

    private Reconnector reconnector() {
        PostgresSourceConfig config =
                new PostgresSourceConfig(
                        Map.ofEntries(
                                Map.entry("topic.prefix", "shop"),
                                Map.entry("database.hostname", "localhost"),
                                Map.entry("database.user", "lockstep"),
                                Map.entry("database.password", "secret"),
                                Map.entry("database.dbname", "shop"),
                                Map.entry("errors.max.retries", "4"),
                                Map.entry("errors.retry.delay.initial.ms", "1"),
                                Map.entry("errors.retry.delay.max.ms", "1"),
                                Map.entry("slot.max.retries", "2"),
                                Map.entry("slot.retry.delay.ms", "1")));
        return new Reconnector(
                config.streaming(),
                config.replication(),
                "slot lockstep, localhost:5432/shop as lockstep",
                this::open,
                new CaptureMetrics(() -> 0),
                Optional.of(at(100)));
    }

    private Session open(Optional<SourceOffset> resume) throws SQLException {
        resumed.add(resume);
        if (script.peek() instanceof SQLException failure) {
            script.remove();
            throw failure;
        }
        Scripted session = new Scripted(resume.orElseThrow());
        sessions.add(session);
        return session;
    }

    /** Does what the script says, poll by poll. */
    private final class Scripted implements Session {

        private SourceOffset offset;
        private boolean closed;

        Scripted(SourceOffset offset) {
            this.offset = offset;
        }

        @Override
        public List<SourceRecord> poll() {
            Object next = script.remove();
            if (next instanceof RuntimeException failure) {
                throw failure;
            }
            offset = (SourceOffset) next;
            return List.of(RECORD);
        }

        @Override
        public SourceOffset handedOut() {
            return offset;
        }

        @Override
        public void acknowledge(SourceOffset stored) {
            throw new AssertionError();
        }

        @Override
        public void recordsDropped() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private void pollUntilScriptEnds() throws InterruptedException {
        while (!script.isEmpty()) {
            reconnector.poll();
        }
    }

    private static RuntimeException passing() {
        return new ConnectException("cut", new SQLException("cut", "08006"));
    }

    @Test
    void goesOnAfterWhatTheLastSessionHandedOut() throws Exception {
        script.addAll(List.of(at(200), passing(), at(300)));
        pollUntilScriptEnds();
        assertThat(resumed).containsExactly(Optional.of(at(100)), Optional.of(at(200)));
        assertThat(sessions.get(0).closed).isTrue();
        assertThat(sessions.get(1).closed).isFalse();
    }

    @Test
    void closesTheSessionAndStopsAtAnErrorOfOurOwn() {
        DataException own = new DataException("Cannot convert column id.");
        script.add(own);
        assertThatThrownBy(reconnector::poll).isSameAs(own);
        assertThat(sessions.get(0).closed).isTrue();
    }

    @Test
    void closesTheSessionAndStopsAtAnErrorThatNobodyExpects() {
        script.add(new IndexOutOfBoundsException("7"));
        assertThatThrownBy(reconnector::poll)
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("Cannot read the log (slot lockstep, localhost:5432/shop");
        assertThat(sessions.get(0).closed).isTrue();
    }

    @Test
    void givesUpAfterSoManyFailuresInARow() throws Exception {
        for (int i = 0; i < 4; i++) {
            script.add(new SQLException("down", "08001"));
        }
        pollUntilScriptEnds();
        script.add(new SQLException("down", "08001"));
        assertThatThrownBy(this::pollUntilScriptEnds)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Cannot start reading the log")
                .hasMessageContaining("down");
    }

    @Test
    void forgetsFailuresOnceRecordsCome() throws Exception {
        for (int i = 0; i < 12; i++) {
            script.add(new SQLException("down", "08001"));
            script.add(at(200 + i));
            script.add(passing());
        }
        script.add(at(500));
        pollUntilScriptEnds();
        assertThat(resumed).last().isEqualTo(Optional.of(at(211)));
    }

    @Test
    void waitsForAHeldSlotAfterALongOutageToo() throws Exception {
        for (int i = 0; i < 4; i++) {
            script.add(new SQLException("down", "08001"));
        }
        script.add(new SQLException("active", "55006"));
        script.add(new SQLException("active", "55006"));
        script.add(at(200));
        pollUntilScriptEnds();
        assertThat(sessions).hasSize(1);
    }

    @Test
    void givesUpOnASlotThatStaysHeld() {
        for (int i = 0; i < 3; i++) {
            script.add(new SQLException("active", "55006"));
        }
        assertThatThrownBy(this::pollUntilScriptEnds)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Stop the other reader of the slot");
    }

    @Test
    void opensNothingOnceStopped() throws Exception {
        reconnector.stop();
        assertThat(reconnector.poll()).isEmpty();
        assertThat(resumed).isEmpty();
    }

    @Test
    void closesTheSessionWhenStoppedAndReportsNothing() throws Exception {
        script.add(at(200));
        reconnector.poll();
        reconnector.stop();
        assertThat(sessions.get(0).closed).isTrue();
        assertThat(reconnector.poll()).isEmpty();
    }
}
