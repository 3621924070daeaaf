package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedPositionTest {

    @Test
    void takesThePositionThatLockstepGives() {
        assertThat(position(Map.of("position", 42L, "commit_lsn", 8L, "ordinal", 1L))).hasValue(42);
        assertThat(position(Map.of("commit_lsn", 8L, "ordinal", 1L))).hasValue(Position.pack(8, 1));
    }

    @Test
    void placesDebeziumsPostgresEventsAfterThePreviousCommit() {
        assertThat(ChangeEventTest.debezium("postgresql-update").source().position())
                .hasValue(Position.pack(24_023_119, 0));
    }

    /**
     * Debezium knows where the previous commit ended, Lockstep the own commit. A topic that changed
     * from one to the other, in either direction, must keep its order.
     */
    @Test
    void keepsTheOrderWhenATopicChangesHands() {
        long previousCommit = 1_000;
        long previousEnd = 1_048;
        long ownCommit = 1_048;
        long debezium = postgres("[\"" + previousEnd + "\",\"900\"]", "false").getAsLong();
        assertThat(debezium).isGreaterThan(Position.pack(previousCommit, Long.MAX_VALUE));
        assertThat(debezium).isLessThan(Position.pack(ownCommit, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null,\"24023128\"]",
                "",
                "[",
                "[\"",
                "[\"\",\"1\"]",
                "[\"12",
                "[\"-1\",\"2\"]",
                "[\"1e3\",\"2\"]",
                "[\"9223372036854775807\",\"2\"]",
                "24023119"
            })
    void hasNoPositionWithoutAPreviousCommit(String sequence) {
        assertThat(postgres(sequence, "false")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true", "first", "last", "first_in_data_collection"})
    void hasNoPositionForDebeziumsInitialSnapshot(String marker) {
        assertThat(postgres("[\"1000\",\"1100\"]", marker)).isEmpty();
        assertThat(postgres("[\"1000\",\"1100\"]", "incremental")).isPresent();
    }

    @Test
    void followsTheBinlog() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            int file = random.nextInt((1 << 20) - 1);
            long pos = random.nextLong((1L << 32) - 1);
            int row = random.nextInt(1 << random.nextInt(1, 30));
            long here = binlog(file, pos, row).getAsLong();
            assertThat(here).as("seed %d", seed).isNotNegative();
            assertThat(binlog(file, pos, row + 1).getAsLong())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(here);
            assertThat(binlog(file, pos + 1, random.nextInt(9)).getAsLong())
                    .as("seed %d", seed)
                    .isGreaterThan(here);
            assertThat(binlog(file + 1, random.nextInt(9), 0).getAsLong())
                    .as("seed %d", seed)
                    .isGreaterThan(here);
        }
    }

    @Test
    void ordersTheEventsOfMySql() {
        long snapshot = ChangeEventTest.debezium("mysql-snapshot").source().position().getAsLong();
        long insert = ChangeEventTest.debezium("mysql-insert").source().position().getAsLong();
        long update = ChangeEventTest.debezium("mysql-update").source().position().getAsLong();
        assertThat(snapshot).isLessThan(insert);
        assertThat(insert).isLessThan(update);
        assertThat(update).isEqualTo(4L << 43 | 197L << 11 | 3);
    }

    @Test
    void hasNoPositionWhereTheBinlogDoesNotFit() {
        assertThat(binlog(1 << 20, 4, 0)).isEmpty();
        assertThat(binlog(1, 1L << 32, 0)).isEmpty();
        assertThat(binlog(1, -4, 0)).isEmpty();
        assertThat(binlog(1, 4, -1)).isEmpty();
        assertThat(position(Map.of("connector", "mysql", "file", "bin", "pos", 4L, "row", 0)))
                .isEmpty();
        assertThat(position(Map.of("connector", "mysql", "file", "b.1", "row", 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlserver-update", "mongodb-insert"})
    void hasNoPositionForOthers(String name) {
        assertThat(ChangeEventTest.debezium(name).source().position()).isEmpty();
    }

    private static OptionalLong postgres(String sequence, String snapshot) {
        return position(
                Map.of("connector", "postgresql", "sequence", sequence, "snapshot", snapshot));
    }

    private static OptionalLong binlog(int file, long pos, int row) {
        Map<String, Object> source = new HashMap<>();
        source.put("connector", "mariadb");
        source.put("file", String.format(Locale.ROOT, "mariadb-bin.%06d", file));
        source.put("pos", pos);
        source.put("row", row);
        return position(source);
    }

    private static OptionalLong position(Map<String, Object> source) {
        return new SourceBlock(Row.of(source)).position();
    }
}
