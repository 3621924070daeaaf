package dev.lockstep.cli.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    /** Has rows read again, some of which need not be there. */
    void ask(SourceTable rows, List<RowKey> keys) {
        for (int i = 0; i < keys.size(); i += ROWS_PER_SIGNAL) {
            List<RowKey> some = keys.subList(i, Math.min(keys.size(), i + ROWS_PER_SIGNAL));
            session.query(
                    "write a signal to " + table,
                    row -> row.getString(1),
                    "INSERT INTO "
                            + table
                            + " (id, type, data) VALUES (?, 'execute-snapshot', ?) RETURNING id",
                    UUID.randomUUID().toString(),
                    data(rows, some));
        }
    }

    static String data(SourceTable rows, List<RowKey> keys) {
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
