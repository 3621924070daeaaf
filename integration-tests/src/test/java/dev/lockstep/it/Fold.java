package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables as their events say they are, told in commit order. A row that is known can only be
 * what the events before have made it: neither a change nor a row of a snapshot may say otherwise.
 */
final class Fold {

    /** What an account or the like holds. */
    record Row(long version, long balance) {}

    /** Rows of a snapshot are not all there before this place. */
    private final Place snapshotEnd;

    private final long total;
    private final Map<String, Map<Long, Row>> tables = new TreeMap<>();
    private final Set<String> deleted = new HashSet<>();
    private long sum;

    /**
     * @param total of all balances, between transactions
     */
    Fold(Place snapshotEnd, long total) {
        this.snapshotEnd = snapshotEnd;
        this.total = total;
        Transfer.TABLES.forEach(table -> tables.put(table, new TreeMap<>()));
    }

    void add(Told told) {
        Map<Long, Row> table = tables.get(told.table());
        Row known = table.get(told.key());
        Row row = new Row(told.version(), told.balance());
        check(told, known, row);
        String name = told.table() + told.key();
        if (told.isDelete()) {
            table.remove(told.key());
            deleted.add(name);
        } else {
            table.put(told.key(), row);
            deleted.remove(name);
            sum += row.balance;
        }
        sum -= known == null ? 0 : known.balance;
        if (told.last() && told.place().compareTo(snapshotEnd) > 0) {
            assertThat(sum).as("sum of all balances after %s", told).isEqualTo(total);
        }
    }

    private void check(Told told, Row known, Row row) {
        boolean gone = deleted.contains(told.table() + told.key());
        if (told.op().equals("c")) {
            assertThat(known).as("row before %s", told).isNull();
        } else if (known == null) {
            assertThat(gone).as("deleted before %s", told).isFalse();
            assertThat(told.place()).as("unknown row in %s", told).isLessThanOrEqualTo(snapshotEnd);
        } else if (told.op().equals("r")) {
            assertThat(row).as("row of the snapshot in %s", told).isEqualTo(known);
        } else {
            checkContinuity(told, known);
        }
    }

    private static void checkContinuity(Told told, Row known) {
        if (told.op().equals("u")) {
            assertThat(told.version()).as("version in %s", told).isEqualTo(known.version + 1);
        }
        if (told.versionBefore() >= 0) {
            assertThat(told.versionBefore()).as("before in %s", told).isEqualTo(known.version);
        }
    }

    Map<String, Map<Long, Row>> tables() {
        return tables;
    }

    /** The tables in truth, to compare with. */
    static Map<String, Map<Long, Row>> truth(Capture capture) throws Exception {
        Map<String, Map<Long, Row>> truth = new HashMap<>();
        try (var connection = capture.connect();
                var statement = connection.createStatement()) {
            for (String table : Transfer.TABLES) {
                Map<Long, Row> rows = new TreeMap<>();
                try (var row =
                        statement.executeQuery("SELECT id, version, balance FROM " + table)) {
                    while (row.next()) {
                        rows.put(row.getLong(1), new Row(row.getLong(2), row.getLong(3)));
                    }
                }
                truth.put(table, rows);
            }
        }
        return truth;
    }
}
