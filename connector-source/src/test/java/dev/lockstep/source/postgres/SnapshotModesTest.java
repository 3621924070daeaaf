package dev.lockstep.source.postgres;

import static dev.lockstep.source.postgres.Sessions.config;
import static dev.lockstep.source.postgres.Sessions.execute;
import static dev.lockstep.source.postgres.Sessions.next;
import static dev.lockstep.source.postgres.Sessions.number;
import static dev.lockstep.source.postgres.Sessions.open;
import static dev.lockstep.source.postgres.Sessions.restored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.SnapshotMode;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a snapshot is taken, and when it is not. */
@Timeout(60)
@ExtendWith(SharedServers.class)
class SnapshotModesTest {

    @Test
    void readsRowsOnceAndNothingElseInInitialOnly() throws Exception {
        execute(
                18,
                "CREATE SCHEMA once",
                "CREATE TABLE once.a (id int PRIMARY KEY)",
                "INSERT INTO once.a VALUES (1), (2)");
        PostgresSourceConfig config =
                config(18, "once", "snapshot.mode", "initial_only", "poll.interval.ms", "100");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            List<SourceRecord> rows = next(session, 2);
            last = rows.get(1);
            execute(18, "INSERT INTO once.a VALUES (3)");
            assertThat(rows.stream().map(SnapshotEvents::id)).containsExactly("r1", "r2");
            assertThat(session.poll()).isEmpty();
            assertThat(
                            number(
                                    18,
                                    "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE"
                                            + " 'once%'"))
                    .isZero();
        }
        try (Session session = open(config, restored(last))) {
            assertThat(session.poll()).isEmpty();
            assertThat(session.handedOut()).isEqualTo(last.sourceOffset());
        }
    }

    @Test
    void readsAllRowsAgainInAlwaysAfterWhatHasChanged() throws Exception {
        execute(
                18,
                "CREATE SCHEMA anew",
                "CREATE TABLE anew.a (id int PRIMARY KEY)",
                "INSERT INTO anew.a VALUES (1)");
        PostgresSourceConfig config = config(18, "anew", "snapshot.mode", "always");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            last = next(session, 1).get(0);
        }
        execute(18, "INSERT INTO anew.a VALUES (2)");
        try (Session session =
                open(config, SnapshotStart.atStart(SnapshotMode.ALWAYS, restored(last)))) {
            assertThat(next(session, 3).stream().map(SnapshotEvents::id))
                    .containsExactly("c2", "r1", "r2");
        }
    }

    @Test
    void startsWithASnapshotAgainWhereNeededWhenTheSlotIsGone() throws Exception {
        execute(
                18,
                "CREATE SCHEMA needed",
                "CREATE TABLE needed.a (id int PRIMARY KEY)",
                "INSERT INTO needed.a VALUES (1)");
        PostgresSourceConfig config = config(18, "needed", "snapshot.mode", "when_needed");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            last = next(session, 1).get(0);
        }
        try (Session session = open(config, restored(last))) {
            execute(18, "INSERT INTO needed.a VALUES (2)");
            assertThat(next(session, 1).stream().map(SnapshotEvents::id)).containsExactly("c2");
        }
        execute(
                18,
                "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE"
                        + " slot_name = 'needed' AND active",
                // The server may not have noticed yet that the session before has ended.
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots"
                        + " WHERE slot_name = 'needed' AND active",
                "SELECT pg_drop_replication_slot('needed')");
        try (Session session = open(config, restored(last))) {
            assertThat(next(session, 2).stream().map(SnapshotEvents::id))
                    .containsExactly("r1", "r2");
        }
    }

    @Test
    void readsNothingWhereReadsAreNotWanted() throws Exception {
        execute(
                18,
                "CREATE SCHEMA unread",
                "CREATE TABLE unread.a (id int PRIMARY KEY)",
                "INSERT INTO unread.a VALUES (1)");
        PostgresSourceConfig config = config(18, "unread", "operations", "insert");
        try (Session session = open(config, Optional.empty())) {
            session.poll();
            execute(18, "INSERT INTO unread.a VALUES (2)");
            assertThat(next(session, 1).stream().map(SnapshotEvents::id)).containsExactly("c2");
        }
    }
}
