package dev.lockstep.source.postgres.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the server says about itself and about our user.
 *
 * @param version as in {@code server_version_num}, e.g. 170009
 * @param standby whether it follows another server and takes no writes
 * @param encoding the database's encoding, e.g. UTF8
 * @param mayReplicate whether our user has REPLICATION, is a superuser, or (on managed services)
 *     holds a role that stands for it
 * @param mayCreate whether our user may create objects in the database, which a publication needs
 */
public record ServerFacts(
        int version,
        boolean standby,
        String walLevel,
        String encoding,
        boolean mayReplicate,
        boolean mayCreate) {

    private static final String QUERY =
            """
            SELECT current_setting('server_version_num')::int,
                   pg_is_in_recovery(),
                   current_setting('wal_level'),
                   (SELECT pg_encoding_to_char(encoding) FROM pg_database
                     WHERE datname = current_database()),
                   r.rolreplication OR r.rolsuper OR EXISTS (
                       SELECT FROM pg_roles m
                        WHERE m.rolname IN ('rds_replication', 'azure_pg_admin', 'cloudsqlsuperuser')
                          AND pg_has_role(r.oid, m.oid, 'MEMBER')),
                   has_database_privilege(current_database(), 'CREATE')
              FROM pg_roles r WHERE r.rolname = current_user
            """;

    public static ServerFacts read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new ServerFacts(
                    row.getInt(1),
                    row.getBoolean(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6));
        }
    }
}
