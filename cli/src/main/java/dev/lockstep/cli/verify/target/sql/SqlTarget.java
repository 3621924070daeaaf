package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.Target;
import dev.lockstep.cli.verify.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.Driver;

/** The database that a JDBC sink writes to. */
public final class SqlTarget implements Target {

    private static final Set<String> TELLING_KEYS = Set.of("record_key", "record_value");

    private final ReplicaSession session;
    private final Dialect dialect;
    private final SqlNames names;
    private final Forms forms;

    private SqlTarget(
            ReplicaSession session, Dialect dialect, Map<String, String> sink, Forms forms) {
        this.session = session;
        this.dialect = dialect;
        this.names = new SqlNames(sink);
        this.forms = forms;
    }

    /** Logs in to the database that the sink's configuration names. */
    public static SqlTarget open(Map<String, String> sink, Forms forms) {
        String mode =
                sink.getOrDefault("pk.mode", sink.getOrDefault("primary.key.mode", "record_key"));
        if (!TELLING_KEYS.contains(mode)) {
            throw new CommandException(
                    "Cannot compare the target: with pk.mode="
                            + mode
                            + " its rows have no key of the source's.");
        }
        String url = sink.getOrDefault("connection.url", "");
        if (url.startsWith("jdbc:postgresql:")) {
            ReplicaSession session = ReplicaSession.open(new Driver(), withTexts(url), sink);
            session.query("prepare the session", row -> "", SourceRows.SETTINGS);
            return new SqlTarget(session, new PostgresDialect(), sink, forms);
        }
        if (url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:")) {
            String address = url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
            ReplicaSession session =
                    ReplicaSession.open(new org.mariadb.jdbc.Driver(), inUtc(address), sink);
            return new SqlTarget(session, new MariaDbDialect(), sink, forms);
        }
        throw new CommandException(
                "Cannot compare the target: its URL is none of PostgreSQL, MySQL or MariaDB. Give"
                        + " one with --target-url if the worker looks it up.");
    }

    /** Values in binary form would be spelled by the driver. */
    private static String withTexts(String url) {
        return url + (url.contains("?") ? "&" : "?") + "binaryTransfer=false";
    }

    private static String inUtc(String url) {
        return url + (url.contains("?") ? "&" : "?") + "sessionVariables=time_zone='+00:00'";
    }

    @Override
    public List<TargetTable> tables(SourceTable table) {
        List<String> parts = names.table(table);
        String name =
                dialect.table(session, parts)
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "Cannot compare "
                                                        + table.fullName()
                                                        + ": the target has no table "
                                                        + String.join(".", parts)
                                                        + "."));
        Map<String, String> types = dialect.columns(session, name);
        List<Column> compared = new ArrayList<>();
        List<String> notes = new ArrayList<>(table.notes());
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String own = own(names.column(table, column.name()), types, table);
            if (dialect.compares(types.get(own))) {
                compared.add(column);
                columns.add(own);
            } else {
                notes.add(column.name() + " is " + types.get(own) + " there and not compared");
            }
        }
        return List.of(
                new SqlTable(
                        session,
                        dialect,
                        table.with(compared, notes),
                        name,
                        columns,
                        columns.stream().map(types::get).toList(),
                        forms));
    }

    private static String own(String column, Map<String, String> types, SourceTable table) {
        if (types.containsKey(column)) {
            return column;
        }
        return types.keySet().stream()
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "Cannot compare "
                                                + table.fullName()
                                                + ": the target's table has no column "
                                                + column
                                                + ". A new column comes with the next change of"
                                                + " the table if auto.evolve is set."));
    }

    @Override
    public void close() {
        session.close();
    }
}
