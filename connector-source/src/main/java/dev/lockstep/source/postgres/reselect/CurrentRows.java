package dev.lockstep.source.postgres.reselect;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.Identifiers;
import dev.lockstep.source.postgres.pgoutput.CopyText;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a row version that a transaction left behind, if the table still has that very version.
 *
 * <p>It has it if the row's {@code xmin} is the transaction, which changed it no more after the
 * change in question, and if what the catalogs say of the table and its publication has not changed
 * since a look that the transaction had not committed before: then nothing of it was unpublished,
 * and no rewrite or renaming came in between. One statement sees row and catalogs together. What is
 * not certain is not given. Used by the task thread only; {@link #close} may come from any.
 */
public final class CurrentRows implements AutoCloseable {

    /** What of a table must hold still, at a place in the log before which it was so. */
    private record Look(String state, long at) {}

    private static final Logger LOG = LoggerFactory.getLogger(CurrentRows.class);

    /**
     * The commit reaches the log, and so us, a moment before other transactions see it; with
     * synchronous replication, a long moment.
     */
    private static final int ATTEMPTS = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    /** Null where the table is no plain one or not all of its changes are published. */
    private static final String STATE =
            """
            (SELECT concat_ws('/', c.xmin, c.relfilenode, p.oid, p.xmin, r.oid, r.xmin,
                    (SELECT string_agg(concat_ws(':', a.attnum, a.xmin), ',' ORDER BY a.attnum)
                       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0))
               FROM pg_class c
               JOIN pg_publication p ON p.pubname = %s
                AND p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate
               LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid
              WHERE c.oid = %s AND c.relkind = 'r' AND (p.puballtables OR r.oid IS NOT NULL))
            """;

    private static final String PLACE =
            """
            (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                  ELSE pg_current_wal_insert_lsn() END - '0/0')::int8
            """;

    /** By the 32 bits that the log has of the id. An id that is still to come is ahead of all. */
    private static final String RUNNING =
            """
            (EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) x
                      WHERE x::text::numeric %% 4294967296 = %s)
             OR (%s - pg_snapshot_xmax(pg_current_snapshot())::text::numeric %% 4294967296
                 + 4294967296) %% 4294967296 < 2147483648)
            """;

    /** Text that no setting and no other catalog entry has a part in. */
    private static final Set<Integer> TYPES =
            Set.of(
                    17, 25, 114, 142, 1042, 1043, 1560, 1562, 1700, 3614, 3802, // scalars
                    199, 1000, 1001, 1005, 1007, 1009, 1014, 1015, 1016, 1231, 2951, 3807);

    private final Database database;
    private final String publication;
    private final Map<Integer, Look> looks = new HashMap<>();

    private volatile Connection connection;
    private volatile boolean closed;
    private long pausedUntil = System.nanoTime();

    public CurrentRows(Database database, String publication) {
        this.database = database;
        this.publication = Identifiers.literal(publication);
    }

    /** Takes a first look at a table. */
    void define(Relation relation) {
        looks.remove(relation.oid());
        attempt(relation, () -> look(relation));
    }

    /**
     * The row with the values that {@code after} lacks, and no others.
     *
     * @param key the row's identity after the transaction's last change of it, which is this one
     * @return null where they cannot be had or it is not certain that they are those
     */
    Tuple read(Relation relation, Transaction transaction, List<String> key, Tuple after) {
        int[] lacking =
                IntStream.range(0, after.size())
                        .filter(i -> after.kind(i) == Kind.UNCHANGED)
                        .toArray();
        for (int column : lacking) {
            if (!TYPES.contains(relation.columns().get(column).typeOid())) {
                return null;
            }
        }
        return attempt(
                relation,
                () -> {
                    Look look = looks.get(relation.oid());
                    if (look == null) {
                        look(relation);
                        return null;
                    }
                    return Long.compareUnsigned(transaction.commitLsn(), look.at) > 0
                            ? read(relation, look, transaction.xid(), key, lacking)
                            : null;
                });
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private <T> T attempt(Relation relation, Query<T> query) {
        if (System.nanoTime() - pausedUntil < 0 || closed) {
            return null;
        }
        try {
            if (connection == null) {
                connection = open();
            }
            return query.run();
        } catch (SQLException e) {
            closed |= isLost();
            pausedUntil = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
            LOG.warn(
                    "Cannot read rows of {}.{} again (SQL state {}); values that the log does not"
                            + " carry stay unavailable {}. Check the rights of the connector's user"
                            + " and locks on the table.",
                    relation.schema(),
                    relation.table(),
                    e.getSQLState(),
                    closed ? "until the connector reconnects" : "for some seconds");
            return null;
        }
    }

    /** Another connection might reach another server, whose transactions have the same ids. */
    private boolean isLost() {
        try {
            return connection != null && connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private Connection open() throws SQLException {
        Connection opened = database.connectForRows();
        opened.setAutoCommit(true);
        try (Statement statement = opened.createStatement()) {
            // The stream must not wait for whoever alters the table.
            statement.execute("SET lock_timeout = '1s'");
            statement.execute("SET statement_timeout = '10s'");
        }
        return opened;
    }

    private Void look(Relation relation) throws SQLException {
        looks.remove(relation.oid());
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + state(relation) + ", " + PLACE)) {
            row.next();
            if (row.getString(1) != null) {
                looks.put(relation.oid(), new Look(row.getString(1), row.getLong(2)));
            }
        }
        return null;
    }

    private String state(Relation relation) {
        return STATE.formatted(publication, Integer.toUnsignedString(relation.oid()));
    }

    private Tuple read(Relation relation, Look look, long xid, List<String> key, int[] lacking)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(query(relation, xid, lacking))) {
            for (int i = 0; i < key.size(); i++) {
                // Without a type, so that it is read as one of the column's.
                statement.setObject(2 * i + 1, key.get(i), Types.OTHER);
                statement.setString(2 * i + 2, key.get(i));
            }
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (!look.state.equals(row.getString(1))) {
                        look(relation);
                        return null;
                    }
                    if (row.getBoolean(3)) {
                        return tuple(row, relation.columns().size(), lacking);
                    }
                    if (!row.getBoolean(2)) {
                        return null;
                    }
                }
                LockSupport.parkNanos(FIRST_PAUSE.toNanos() << attempt);
            }
        }
        return null;
    }

    /** State, whether the transaction is still under way, whether there is a row, its values. */
    private String query(Relation relation, long xid, int[] lacking) {
        String values =
                IntStream.of(lacking)
                        .mapToObj(i -> written(relation.columns().get(i)) + " AS v" + i)
                        .collect(Collectors.joining(", "));
        String names =
                IntStream.of(lacking)
                        .mapToObj(i -> "found.v" + i)
                        .collect(Collectors.joining(", "));
        // Equal keys may be written in several ways, and stand for several versions then.
        String key =
                relation.columns().stream()
                        .filter(RelationColumn::key)
                        .map(column -> name(column) + " = ? AND " + written(column) + " = ?")
                        .collect(Collectors.joining(" AND "));
        String id = Long.toString(xid);
        return """
        SELECT s.state, s.running, found.xmin IS NOT NULL, %s
          FROM (SELECT %s AS state, %s AS running) s
          LEFT JOIN LATERAL
               (SELECT t.xmin, %s FROM ONLY %s.%s t
                 WHERE %s AND t.xmin = '%s'::xid AND t.tableoid = %s) found ON true
        """
                .formatted(
                        names,
                        state(relation),
                        RUNNING.formatted(id, id),
                        values,
                        Identifiers.quote(relation.schema()),
                        Identifiers.quote(relation.table()),
                        key,
                        id,
                        Integer.toUnsignedString(relation.oid()));
    }

    private static String name(RelationColumn column) {
        return "t." + Identifiers.quote(column.name());
    }

    /** As its output function writes it, which is what the log has. */
    private static String written(RelationColumn column) {
        return "format('%s', " + name(column) + ")";
    }

    /** A row in which all other columns are null, read from a line of COPY's text format. */
    private static Tuple tuple(ResultSet row, int width, int[] lacking) throws SQLException {
        String[] cells = new String[width];
        Arrays.fill(cells, "\\N");
        for (int i = 0; i < lacking.length; i++) {
            cells[lacking[i]] =
                    row.getString(4 + i)
                            .replace("\\", "\\\\")
                            .replace("\t", "\\t")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r");
        }
        return CopyText.tuple(String.join("\t", cells).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
        Database.giveUp(connection);
    }
}
