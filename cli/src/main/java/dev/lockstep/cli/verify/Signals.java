package dev.lockstep.cli.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks a source connector for rows once more, by its signal table. */
final class Signals {

    private static final int ROWS_PER_SIGNAL = 500;

    private final DatabaseSession session;
    private final String table;

    private Signals(DatabaseSession session, String table) {
        this.session = session;
        this.table = table;
    }

    static Signals of(DatabaseSession session, Map<String, String> source) {
        String table = source.getOrDefault("signal.data.collection", "").strip();
        if (table.isEmpty()) {
            throw new CommandException(
                    "Cannot repair: the source has no signal table. Set its signal.data.collection"
                            + " (docs/howto/ad-hoc-snapshots.md).");
        }
        if (!source.getOrDefault("signal.enabled.channels", "source").contains("source")) {
            throw new CommandException(
                    "Cannot repair: the source does not listen to its signal table. Add source to"
                            + " its signal.enabled.channels.");
        }
        return new Signals(
                session,
                Arrays.stream(table.split("\\.", -1))
                        .map(SourceRows::quoted)
                        .collect(Collectors.joining(".")));
    }

    /** Fails where the table is not there, or not to be written to. */
    void check() {
        Optional<Boolean> allowed =
                session.first(
                                "look for the signal table " + table,
                                row -> Optional.ofNullable(row.getObject(1, Boolean.class)),
                                "SELECT has_table_privilege(to_regclass(?), 'INSERT')",
                                table)
                        .orElseThrow();
        if (allowed.isEmpty()) {
            throw new CommandException(
                    "Cannot repair: the source's signal table "
                            + table
                            + " is not there. Create it (docs/howto/ad-hoc-snapshots.md).");
        }
        if (!allowed.get()) {
            throw new CommandException(
                    "Cannot repair: nothing may be inserted into the source's signal table "
                            + table
                            + " ("
                            + session.address()
                            + "). Grant INSERT on it, or log in as another user"
                            + " (--database-user).");
        }
    }

    /** Has rows read again, some of which need not be there. */
    void ask(SourceTable rows, List<RowKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        for (String data : data(rows, keys, longest())) {
            session.query(
                    "write a signal to " + table,
                    row -> row.getString(1),
                    // Returning a column would take the right to read it.
                    "WITH signal AS (INSERT INTO "
                            + table
                            + " (id, type, data) VALUES (?, 'execute-snapshot', ?)) SELECT ''",
                    UUID.randomUUID().toString(),
                    data);
        }
    }

    /** How many characters the table takes of a signal. */
    private int longest() {
        return session.first(
                        "read the columns of " + table,
                        row -> row.getInt(1),
                        "SELECT atttypmod - 4 FROM pg_attribute WHERE attrelid = to_regclass(?)"
                                + " AND attname = 'data' AND atttypmod > 4"
                                + " AND atttypid IN ('varchar'::regtype, 'bpchar'::regtype)",
                        table)
                .orElse(Integer.MAX_VALUE);
    }

    /** As few signals as their length allows. */
    static List<String> data(SourceTable rows, List<RowKey> keys, int longest) {
        String all = data(rows, keys);
        if (keys.size() <= ROWS_PER_SIGNAL && all.length() <= longest) {
            return List.of(all);
        }
        if (keys.size() == 1) {
            throw new CommandException(
                    "Cannot repair a row of "
                            + rows.fullName()
                            + ": its signal has "
                            + all.length()
                            + " characters, and the column data of the signal table takes "
                            + longest
                            + ". Make it text.");
        }
        int half = keys.size() / 2;
        List<String> signals = new ArrayList<>(data(rows, keys.subList(0, half), longest));
        signals.addAll(data(rows, keys.subList(half, keys.size()), longest));
        return signals;
    }

    private static String data(SourceTable rows, List<RowKey> keys) {
        // Names are expressions there.
        String name = rows.fullName().replaceAll("([^\\w])", "\\\\$1");
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("type", "incremental").putArray("data-collections").add(name);
        data.putArray("additional-conditions")
                .addObject()
                .put("data-collection", name)
                .put("filter", filter(rows.key(), keys));
        return data.toString();
    }

    private static String filter(List<Column> key, List<RowKey> keys) {
        return key.stream()
                        .map(column -> SourceRows.quoted(column.name()))
                        .collect(Collectors.joining(", ", "(", ")"))
                + " IN ("
                + keys.stream()
                        .map(
                                row ->
                                        row.values().stream()
                                                .map(Signals::literal)
                                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
