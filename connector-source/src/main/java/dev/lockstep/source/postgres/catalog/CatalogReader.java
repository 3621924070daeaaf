package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.type.PgType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers what a table plan needs to know beyond the log, over one connection that is opened when
 * first needed. The catalogs tell of now, the log of then: an answer may be newer than the change,
 * but it is never older. Used by the task thread only, but {@link #close} may come from any thread.
 */
public final class CatalogReader implements TableFacts, AutoCloseable {

    private static final String TYPE =
            """
            SELECT n.nspname, t.typname, t.typtype, t.typcategory = 'A' AND t.typelem <> 0,
                   t.typelem, t.typbasetype, t.typtypmod,
                   coalesce(e.typdelim, t.typdelim)::text,
                   (SELECT array_agg(l.enumlabel::text ORDER BY l.enumsortorder)
                      FROM pg_enum l WHERE l.enumtypid = t.oid)
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
             WHERE t.oid = ?
            """;

    private final Database database;
    private final Map<Integer, PgType> types = new HashMap<>();
    private volatile boolean closed;
    private volatile Connection connection;

    /** What queries have to see before they are asked; 0 for nothing. */
    private long awaited;

    public CatalogReader(Database database) {
        this.database = database;
    }

    @Override
    public void refresh(long xid) {
        types.clear();
        awaited = xid;
    }

    @Override
    public PgType type(int oid) {
        PgType known = types.get(oid);
        if (known == null) {
            known = ask(opened -> readType(opened, oid));
            types.put(oid, known);
        }
        return known;
    }

    @Override
    public List<String> primaryKey(int tableOid) {
        return ask(opened -> TableCatalog.primaryKey(opened, tableOid));
    }

    @Override
    public List<String> identityIndex(int tableOid) {
        return ask(opened -> TableCatalog.identityIndex(opened, tableOid));
    }

    @Override
    public boolean isCapturedByAncestor(int tableOid, TableFilter filter) {
        return ask(opened -> TableCatalog.isCapturedByAncestor(opened, tableOid, filter));
    }

    @Override
    public List<String> typeExpressions(List<RelationColumn> columns) {
        return ask(opened -> TableCatalog.typeExpressions(opened, columns));
    }

    @Override
    public Map<String, Boolean> nullability(int tableOid) {
        return ask(opened -> TableCatalog.nullability(opened, tableOid));
    }

    /** What the log brings by a publication, table by table. */
    public List<PublishedColumn> publishedColumns(String publication) {
        return ask(opened -> PublishedColumn.read(opened, publication));
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try {
            if (connection != null) {
                try {
                    return answer(question, connection);
                } catch (SQLException e) {
                    // It may have been cut while nobody asked.
                    if (!connection.isClosed()) {
                        throw e;
                    }
                }
            }
            return answer(question, connect());
        } catch (SQLException e) {
            throw new CatalogAccessException(database.label(), e);
        }
    }

    private <T> T answer(Question<T> question, Connection opened) throws SQLException {
        if (awaited != 0) {
            VisibilityWait.await(opened, awaited);
            awaited = 0;
        }
        return question.ask(opened);
    }

    /** Leaves nothing open when {@link #close} came first. */
    private Connection connect() throws SQLException {
        Connection opened = database.connect();
        connection = opened;
        if (closed) {
            opened.close();
        }
        return opened;
    }

    private static PgType readType(Connection connection, int oid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TYPE)) {
            statement.setLong(1, Integer.toUnsignedLong(oid));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? type(oid, row) : PgType.dropped(oid);
            }
        }
    }

    private static PgType type(int oid, ResultSet row) throws SQLException {
        Array labels = row.getArray(9);
        return new PgType(
                oid,
                row.getString(1),
                row.getString(2),
                kind(row.getString(3), row.getBoolean(4)),
                (int) row.getLong(5),
                (int) row.getLong(6),
                row.getInt(7),
                row.getString(8).charAt(0),
                labels == null ? List.of() : Arrays.asList((String[]) labels.getArray()));
    }

    private static PgType.Kind kind(String typtype, boolean array) {
        if (array) {
            return PgType.Kind.ARRAY;
        }
        return switch (typtype) {
            case "e" -> PgType.Kind.ENUM;
            case "d" -> PgType.Kind.DOMAIN;
            case "c" -> PgType.Kind.COMPOSITE;
            case "r" -> PgType.Kind.RANGE;
            case "m" -> PgType.Kind.MULTIRANGE;
            case "p" -> PgType.Kind.PSEUDO;
            default -> PgType.Kind.BASE;
        };
    }

    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // The session is over; the server cleans up after a lost connection.
            }
        }
    }
}
