package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.adhoc.TableForm.KeyPart;
import dev.lockstep.source.postgres.catalog.Identifiers;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that read a table in the order of its key. COPY takes no parameters, so keys are
 * literals with their types; they come from the server's own text of them.
 */
final class ChunkQuery {

    private final TableForm form;
    private final String from;
    private final String key;

    ChunkQuery(TableForm form) {
        this.form = form;
        TableName name = new TableName(form.relation().schema(), form.relation().table());
        // The log has the rows of inheriting tables under their own names.
        this.from = " FROM " + (form.partitioned() ? "" : "ONLY ") + name.quoted();
        this.key = names(form.key().stream().map(KeyPart::name).toList(), "");
    }

    /** The largest key of the table, in one row or none. */
    String max() {
        List<String> names = form.key().stream().map(KeyPart::name).toList();
        return copy("SELECT " + key + from + " ORDER BY " + names(names, " DESC") + " LIMIT 1");
    }

    /**
     * The columns of the log, then those of the key.
     *
     * @param filter an SQL condition of the user's; null for none
     */
    String rows(TableProgress progress, String filter, int limit) {
        List<String> selected =
                new ArrayList<>(
                        form.relation().columns().stream().map(RelationColumn::name).toList());
        form.key().forEach(part -> selected.add(part.name()));
        return copy(select(names(selected, ""), progress, filter, limit));
    }

    /** The same in binary form, but as text what has no such form, and the key. */
    String binaryRows(TableProgress progress, String filter, int limit) {
        List<String> selected = new ArrayList<>();
        for (RelationColumn column : form.relation().columns()) {
            selected.add(
                    form.unsent().contains(column.name())
                            ? written(column.name(), selected.size())
                            : Identifiers.quote(column.name()));
        }
        form.key().forEach(part -> selected.add(written(part.name(), selected.size())));
        return copy(select(String.join(", ", selected), progress, filter, limit))
                + " (FORMAT binary)";
    }

    /** Which columns of {@link #binaryRows} are text. */
    boolean[] texts() {
        List<RelationColumn> columns = form.relation().columns();
        boolean[] texts = new boolean[columns.size() + form.key().size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = i >= columns.size() || form.unsent().contains(columns.get(i).name());
        }
        return texts;
    }

    /** As its output function writes it, under a name that the ORDER BY does not mean. */
    private static String written(String column, int place) {
        String name = Identifiers.quote(column);
        return "CASE num_nulls("
                + name
                + ") WHEN 0 THEN format('%s', "
                + name
                + ") END AS "
                + Identifiers.quote("lockstep " + place);
    }

    private String select(String selected, TableProgress progress, String filter, int limit) {
        List<String> conditions = new ArrayList<>();
        if (progress.last() != null) {
            conditions.add("(" + key + ") > (" + literals(progress.last()) + ")");
        }
        conditions.add("(" + key + ") <= (" + literals(progress.max()) + ")");
        if (form.rowFilter() != null) {
            conditions.add("(" + form.rowFilter() + ")");
        }
        if (filter != null) {
            // On a line of its own, for it may end with a comment.
            conditions.add("(" + filter + "\n)");
        }
        return "SELECT "
                + selected
                + from
                + " WHERE "
                + String.join(" AND ", conditions)
                + " ORDER BY "
                + key
                + " LIMIT "
                + limit;
    }

    private String literals(List<String> values) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            literals.add(
                    "CAST("
                            + Identifiers.literal(values.get(i))
                            + " AS "
                            + form.key().get(i).type()
                            + ")");
        }
        return String.join(", ", literals);
    }

    private static String names(List<String> names, String suffix) {
        return names.stream()
                .map(name -> Identifiers.quote(name) + suffix)
                .collect(Collectors.joining(", "));
    }

    private static String copy(String query) {
        return "COPY (" + query + ") TO STDOUT";
    }
}
