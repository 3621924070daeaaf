package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.WantedKeys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A replica in PostgreSQL. */
final class PostgresDialect implements Dialect {

    @Override
    public Optional<String> table(ReplicaSession session, List<String> parts) {
        List<String> own = parts.size() > 2 ? parts.subList(parts.size() - 2, parts.size()) : parts;
        return find(session, own)
                .or(
                        () ->
                                find(
                                        session,
                                        own.stream()
                                                .map(p -> p.toLowerCase(Locale.ROOT))
                                                .toList()));
    }

    private Optional<String> find(ReplicaSession session, List<String> parts) {
        String name = parts.stream().map(this::quoted).collect(Collectors.joining("."));
        return session
                .query(
                        "look for table " + name,
                        row -> row.getString(1),
                        "SELECT to_regclass(?)::text",
                        name)
                .stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public Map<String, String> columns(ReplicaSession session, String table) {
        Map<String, String> columns = new LinkedHashMap<>();
        session.query(
                        "read the columns of " + table,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        "SELECT attname, format_type(atttypid, -1) FROM pg_attribute"
                                + " WHERE attrelid = CAST(? AS regclass)"
                                + " AND attnum > 0 AND NOT attisdropped",
                        table)
                .forEach(column -> columns.put(column.getKey(), column.getValue()));
        return columns;
    }

    @Override
    public String quoted(String name) {
        return SourceRows.quoted(name);
    }

    @Override
    public String told(Column column, String name, String type) {
        return column.kind() == Kind.MONEY && type.equals("money") ? name + "::numeric" : name;
    }

    @Override
    public boolean compares(String type) {
        return true;
    }

    @Override
    public String wanted(List<Column> key, List<String> columns, List<String> types, int keys) {
        List<String> compared =
                IntStream.range(0, types.size())
                        .mapToObj(i -> isPadded(key.get(i)) ? WantedKeys.PADDED : types.get(i))
                        .toList();
        return new WantedKeys(columns, compared).join();
    }

    private static boolean isPadded(Column column) {
        return column.kind() == Kind.PADDED_TEXT;
    }

    @Override
    public Object[] parameters(List<Column> key, Collection<RowKey> keys) {
        return new WantedKeys(key.stream().map(Column::name).toList(), List.of()).parameters(keys);
    }

    @Override
    public Object parameter(Column column, String value) {
        return value;
    }

    @Override
    public String place(String type) {
        return "CAST(? AS " + type + ")";
    }

    @Override
    public boolean isLikeSource() {
        return true;
    }

    @Override
    public String literal(Column column, String value) {
        return column.kind() == Kind.INTEGER ? value : "'" + value.replace("'", "''") + "'";
    }

    @Override
    public String compared(Column column, String name) {
        return isPadded(column)
                ? "CAST(" + quoted(name) + " AS " + WantedKeys.PADDED + ")"
                : quoted(name);
    }
}
