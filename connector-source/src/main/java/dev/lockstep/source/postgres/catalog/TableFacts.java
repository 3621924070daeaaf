package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.type.TypeCatalog;
import java.util.List;
import java.util.Map;

/** What a table plan needs to know beyond the log. Asked per definition, never per row. */
public interface TableFacts extends TypeCatalog {

    /**
     * Forgets the types that users may have changed. Called when a table's definition arrives.
     *
     * @param xid of the transaction in which the log defines it: answers know of everything that it
     *     has done; 0 for what queries see
     */
    void refresh(long xid);

    /** The columns of a table's primary key in its own order; empty without one. */
    List<String> primaryKey(int tableOid);

    /** The columns of a table's replica identity index in its own order; empty without one. */
    List<String> identityIndex(int tableOid);

    /** Whether a table above this one in a partition tree passes the filter. */
    boolean isCapturedByAncestor(int tableOid, TableFilter filter);

    /** The types of columns as SQL writes them, with their modifiers. */
    List<String> typeExpressions(List<RelationColumn> columns);

    /** Which columns of a table may be null, by name; those only that it has now. */
    Map<String, Boolean> nullability(int tableOid);
}
