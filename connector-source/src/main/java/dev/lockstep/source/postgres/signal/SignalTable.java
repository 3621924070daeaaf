package dev.lockstep.source.postgres.signal;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import dev.lockstep.source.postgres.signal.SignalParser.MalformedSignalException;
import dev.lockstep.source.postgres.type.RawText;
import dev.lockstep.source.postgres.type.UnknownBinaryFormException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds signals among the changes of the log: each row inserted into the signal table is one. The
 * log carries it like any change, so a signal takes effect at its place in the commit order. Used
 * by the task thread only.
 */
public final class SignalTable {

    private static final Logger LOG = LoggerFactory.getLogger(SignalTable.class);
    private static final List<String> COLUMNS = List.of("id", "type", "data");

    private final String name;
    private int oid;
    private int[] columns;

    private List<RelationColumn> defined;

    /**
     * @param name {@code schema.table}, or empty for none
     */
    public SignalTable(String name) {
        this.name = name;
    }

    /** Takes a definition, which may be that of the signal table. */
    public void define(Relation relation) {
        if (!name.equals(relation.schema() + "." + relation.table())) {
            return;
        }
        List<String> names =
                relation.columns().stream()
                        .map(RelationColumn::name)
                        .map(column -> column.toLowerCase(Locale.ROOT))
                        .toList();
        if (names.size() < COLUMNS.size()) {
            LOG.warn(
                    "Cannot read signals from {}: it has fewer columns than id, type and data. Add"
                            + " them.",
                    name);
            columns = null;
            return;
        }
        oid = relation.oid();
        boolean named = names.containsAll(COLUMNS);
        defined = relation.columns();
        columns = named ? COLUMNS.stream().mapToInt(names::indexOf).toArray() : new int[] {0, 1, 2};
    }

    public boolean isOf(Insert insert) {
        return columns != null && insert.relationOid() == oid;
    }

    /** The signal in a row of the table, if it makes sense. */
    public Optional<Signal> read(Insert insert) {
        Tuple row = insert.after();
        String id = text(row, columns[0]);
        try {
            String type = text(row, columns[1]);
            if (id == null || type == null) {
                throw new MalformedSignalException("id or type is null");
            }
            return Optional.of(SignalParser.parse(id, type, text(row, columns[2])));
        } catch (MalformedSignalException e) {
            LOG.warn("Ignored signal {} of {}: {}.", id, name, e.getMessage());
            return Optional.empty();
        }
    }

    private String text(Tuple row, int column) {
        if (row.length(column) < 0) {
            return null;
        }
        RawText form =
                row.kind(column) == Kind.TEXT
                        ? RawText.OF_TEXT
                        : RawText.ofBinary(defined.get(column).typeOid());
        if (form == null) {
            throw new UnknownBinaryFormException(
                    name + "." + defined.get(column).name(), "of its own");
        }
        return form.of(row.buffer(), row.offset(column), row.length(column));
    }
}
