package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.RowKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs between the databases that a replica can be in. */
interface Dialect {

    /** The table of this name, as statements write it; empty when there is none. */
    Optional<String> table(ReplicaSession session, List<String> parts);

    /** The types of a table's columns by their names. */
    Map<String, String> columns(ReplicaSession session, String table);

    String quoted(String name);

    /** What tells a column's value as a text. */
    String told(Column column, String name, String type);

    /** Whether values of a type can be compared with those of the source. */
    boolean compares(String type);

    /**
     * What restricts {@code FROM table t} to rows with some keys.
     *
     * @param key of the source
     * @param columns of the target, one for each of the key's
     * @param types of these
     */
    String wanted(List<Column> key, List<String> columns, List<String> types, int keys);

    /** The parameters of that. */
    Object[] parameters(List<Column> key, Collection<RowKey> keys);

    /** A parameter for one value of a key, as {@link #place} takes it. */
    Object parameter(Column column, String value);

    /** Stands for a value of a type. */
    String place(String type);

    /** Whether it is PostgreSQL, whose order and texts are the source's where the types are. */
    boolean isLikeSource();

    /** A value in a statement that people run. */
    String literal(Column column, String value);

    /** What a value of a key's column is compared with in such a statement. */
    default String compared(Column column, String name) {
        return quoted(name);
    }
}
