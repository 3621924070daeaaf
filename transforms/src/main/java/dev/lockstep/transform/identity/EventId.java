package dev.lockstep.transform.identity;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Names each event of a server: the same again when the event is delivered again, and another one
 * for every other event.
 *
 * <p>Lockstep: {@code <server>:<commit LSN>-<ordinal>-<op>}. The letter is there because the delete
 * and the insert that one change of a key becomes have one ordinal. Rows of a snapshot all have
 * ordinal 0, and a truncate of several tables is one change, so both add their table, and rows
 * their key.
 *
 * <p>Debezium: {@code <server>:<place in its log>-<op>-<table>-<key>}, with the fields that its
 * source blocks have for the place. Several rows may share one, so table and key belong to it.
 *
 * <p>In place of a key that is missing stands a digest of the row.
 */
public final class EventId {

    /** Of PostgreSQL, MySQL, SQL Server, Db2, Oracle, MongoDB, Informix. */
    private static final List<String> PLACES =
            List.of(
                    "lsn",
                    "file",
                    "pos",
                    "row",
                    "commit_lsn",
                    "change_lsn",
                    "event_serial_no",
                    "commit_scn",
                    "scn",
                    "rs_id",
                    "ssn");

    private final ColumnReader server = new ColumnReader("name");
    private final ColumnReader commitLsn = new ColumnReader("commit_lsn");
    private final ColumnReader ordinal = new ColumnReader(FieldNames.ORDINAL);

    /** Of MongoDB: the number of the event within its second. */
    private final ColumnReader ord = new ColumnReader("ord");

    private final ColumnReader millis = new ColumnReader(FieldNames.TS_MS);
    private final List<ColumnReader> places = PLACES.stream().map(ColumnReader::new).toList();

    /** The id of an event. */
    public String of(ConnectRecord<?> record, Change change) {
        Object source = change.source();
        StringBuilder id = new StringBuilder(64).append(server.read(source)).append(':');
        Object number = ordinal.read(source);
        boolean lockstep = number != null;
        if (lockstep) {
            id.append(commitLsn.read(source)).append('-').append(number).append('-');
        } else {
            appendPlace(source, id);
        }
        id.append(change.operation().code());
        if (!lockstep
                || change.operation() == Operation.READ
                || change.operation() == Operation.TRUNCATE) {
            appendRow(record, change, id);
        }
        return id.toString();
    }

    private void appendPlace(Object source, StringBuilder id) {
        int start = id.length();
        for (int i = 0; i < places.size(); i++) {
            Object place = places.get(i).read(source);
            if (place != null) {
                id.append(place).append('-');
            }
        }
        Object inSecond = ord.read(source);
        if (inSecond != null || id.length() == start) {
            id.append(millis.read(source)).append('-');
        }
        if (inSecond != null) {
            id.append(inSecond).append('-');
        }
    }

    private static void appendRow(ConnectRecord<?> record, Change change, StringBuilder id) {
        char mark = '-';
        for (String part : new String[] {change.database(), change.schema(), change.table()}) {
            if (part != null && !part.isEmpty()) {
                id.append(mark).append(part);
                mark = '.';
            }
        }
        if (change.operation() != Operation.TRUNCATE) {
            String key = KeyText.of(record.key());
            id.append('-').append(key == null ? digest(change) : key);
        }
    }

    private static UUID digest(Change change) {
        Object after = change.afterImage();
        String row = KeyText.of(after == null ? change.beforeImage() : after);
        return UUID.nameUUIDFromBytes(String.valueOf(row).getBytes(StandardCharsets.UTF_8));
    }
}
