package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import java.util.List;
import java.util.Set;

/**
 * A table as the log would define it, and how to read it in order.
 *
 * @param relation its published columns
 * @param unsent the names of those whose types have no binary form
 * @param partitioned whether its rows are in other tables
 * @param rowFilter of the publication; null for none
 * @param identity the columns that tell rows apart and that old rows in the log carry
 * @param key the columns of the order; empty when there is no such order
 */
record TableForm(
        Relation relation,
        Set<String> unsent,
        boolean partitioned,
        String rowFilter,
        List<Integer> identity,
        List<KeyPart> key) {

    /**
     * A part of the order.
     *
     * @param name of the column
     * @param type to cast a text to
     */
    record KeyPart(String name, String type) {}
}
