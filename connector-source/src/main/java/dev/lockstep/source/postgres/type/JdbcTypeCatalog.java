package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.type.PgType.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Reads types from {@code pg_type} and {@code pg_enum}, the built-in ones without a query. Keeps
 * nothing, because a type may change between two relation messages. Called by the task thread.
 */
public final class JdbcTypeCatalog implements TypeCatalog {

    private static final String QUERY =
            """
            SELECT n.nspname, t.typname, t.typtype::text, t.typcategory::text, t.typdelim::text,
                   t.typelem::int8, t.typbasetype::int8, t.typtypmod,
                   (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
                      FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
             WHERE t.oid = ?::int8::oid
            """;

    /** Gives the connection to ask; asked anew for each query, and keeps the connection open. */
    @FunctionalInterface
    public interface Connections {
        Connection connection() throws SQLException;
    }

    private final Connections connections;

    public JdbcTypeCatalog(Connections connections) {
        this.connections = connections;
    }

    @Override
    public PgType type(int oid) {
        PgType builtin = BuiltinTypes.find(oid);
        if (builtin != null) {
            return builtin;
        }
        try {
            return query(oid);
        } catch (SQLException e) {
            throw new ConnectException(
                    "Cannot read the type of a column (oid "
                            + Integer.toUnsignedString(oid)
                            + "): "
                            + e.getMessage()
                            + ". Check the connection to the database.",
                    e);
        }
    }

    private PgType query(int oid) throws SQLException {
        try (PreparedStatement statement = connections.connection().prepareStatement(QUERY)) {
            statement.setLong(1, Integer.toUnsignedLong(oid));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? type(oid, row) : PgType.dropped(oid);
            }
        }
    }

    private static PgType type(int oid, ResultSet row) throws SQLException {
        Kind kind = kind(row.getString(3), row.getString(4), row.getLong(6));
        return new PgType(
                oid,
                row.getString(1),
                row.getString(2),
                kind,
                kind == Kind.ARRAY ? (int) row.getLong(6) : 0,
                (int) row.getLong(7),
                row.getInt(8),
                row.getString(5).charAt(0),
                labels(row.getArray(9)));
    }

    private static Kind kind(String type, String category, long element) {
        return switch (type) {
            case "c" -> Kind.COMPOSITE;
            case "d" -> Kind.DOMAIN;
            case "e" -> Kind.ENUM;
            case "m" -> Kind.MULTIRANGE;
            case "p" -> Kind.PSEUDO;
            case "r" -> Kind.RANGE;
            default -> category.equals("A") && element != 0 ? Kind.ARRAY : Kind.BASE;
        };
    }

    private static List<String> labels(Array labels) throws SQLException {
        return labels == null ? List.of() : List.of((String[]) labels.getArray());
    }
}
