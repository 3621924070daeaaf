package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.verify.row.Checksum;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.RangeStatements;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.Ranges;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Ranges of a replica in PostgreSQL whose columns are of the source's types. */
final class SqlRanges implements Ranges {

    /** What every server orders alike; texts are ordered by collations. */
    private static final Set<Kind> ORDERED =
            EnumSet.of(
                    Kind.BOOLEAN,
                    Kind.INTEGER,
                    Kind.DECIMAL,
                    Kind.UUID,
                    Kind.DATE,
                    Kind.TIMESTAMP,
                    Kind.TIMESTAMP_TZ,
                    Kind.BYTES);

    private static final Set<String> TEXTS = Set.of("text", "character varying");

    private final ReplicaSession session;
    private final RangeStatements statements;
    private final Function<List<String>, Spot> spot;
    private final String act;

    /**
     * @param spot of the texts of a key
     */
    SqlRanges(
            ReplicaSession session, RangeStatements statements, Function<List<String>, Spot> spot) {
        this.session = session;
        this.statements = statements;
        this.spot = spot;
        this.act = "read rows of the target's " + statements.name();
    }

    /** Whether columns of these types have the source's order and its texts. */
    static boolean fit(SourceTable source, List<String> types) {
        return IntStream.range(0, types.size())
                .allMatch(
                        i -> {
                            Column column = source.columns().get(i);
                            boolean alike =
                                    types.get(i).equals(column.type().name())
                                            || (column.kind() == Kind.TEXT
                                                    && TEXTS.contains(types.get(i)));
                            return alike
                                    && (i >= source.keySize() || ORDERED.contains(column.kind()));
                        });
    }

    @Override
    public Checksum sum(List<String> from, List<String> to) {
        return session.query(
                        act,
                        row -> new Checksum(row.getLong(1), row.getString(2)),
                        statements.sum(from, to),
                        RangeStatements.parameters(from, to))
                .get(0);
    }

    @Override
    public void scan(List<String> from, List<String> to, int count, Consumer<List<Spot>> rows) {
        List<String> last = from;
        while (true) {
            List<Spot> page =
                    session.query(
                            act,
                            row -> spot.apply(SqlTable.texts(row, statements.types().size())),
                            "SELECT "
                                    + statements.key()
                                    + " FROM "
                                    + statements.name()
                                    + " t"
                                    + statements.condition(last, to)
                                    + " ORDER BY "
                                    + statements.key()
                                    + " LIMIT "
                                    + count,
                            RangeStatements.parameters(last, to));
            if (!page.isEmpty()) {
                rows.accept(page);
            }
            if (page.size() < count) {
                return;
            }
            last = page.get(page.size() - 1).key().values();
        }
    }
}
