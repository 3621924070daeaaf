package dev.lockstep.cli.verify.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Statements about ranges of the key of a table in PostgreSQL, behind one key up to another. Both
 * sides of a comparison use the same, so that their answers can be compared.
 *
 * @param name of the table, as statements write it
 * @param columns to compare, the key's first
 * @param types of the key's columns, as casts take them
 */
public record RangeStatements(String name, List<String> columns, List<String> types) {

    /**
     * Counts rows and sums up the checksums of their texts: no order of rows matters, and none can
     * take another's place.
     */
    public String sum(List<String> from, List<String> to) {
        String row = columns.stream().map(this::told).collect(Collectors.joining(", "));
        return "SELECT count(*), coalesce(sum(('x' || substr(md5(r), 1, 16))::bit(64)::bigint), 0)"
                + " FROM (SELECT ROW("
                + row
                + ")::text AS r FROM "
                + name
                + " t"
                + condition(from, to)
                + ") rows";
    }

    /** The key so many rows further on. */
    public String bound(List<String> from, List<String> to, int rows) {
        return "SELECT "
                + key()
                + " FROM "
                + name
                + " t"
                + condition(from, to)
                + " ORDER BY "
                + key()
                + " LIMIT 1 OFFSET "
                + (rows - 1);
    }

    /** What restricts {@code FROM table t} to a range; null stands for an open end. */
    public String condition(List<String> from, List<String> to) {
        String places =
                types.stream()
                        .map(type -> "CAST(? AS " + type + ")")
                        .collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        if (from != null) {
            conditions.add("(" + key() + ") > (" + places + ")");
        }
        if (to != null) {
            conditions.add("(" + key() + ") <= (" + places + ")");
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The parameters of a range. */
    public static Object[] parameters(List<String> from, List<String> to) {
        return Stream.of(from == null ? List.of() : from, to == null ? List.of() : to)
                .flatMap(List::stream)
                .toArray();
    }

    /** The columns of the key. */
    public String key() {
        return IntStream.range(0, types.size())
                .mapToObj(i -> told(columns.get(i)))
                .collect(Collectors.joining(", "));
    }

    private String told(String column) {
        return "t." + SourceRows.quoted(column);
    }
}
