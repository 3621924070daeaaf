package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.mysql.MySqlDialect;
import dev.lockstep.sink.jdbc.mysql.SecondaryUnique;
import dev.lockstep.sink.jdbc.plain.Flavor;
import dev.lockstep.sink.jdbc.plain.PlainSqlDialect;
import dev.lockstep.sink.jdbc.postgres.PostgresDialect;
import dev.lockstep.sink.jdbc.postgres.PostgresOptions;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;

/** Finds dialect and driver of a target by its URL: the one place that knows which there are. */
final class Databases {

    private Databases() {}

    /**
     * The dialect of a configuration's target.
     *
     * @throws ConfigException when there is none
     */
    static Dialect dialect(JdbcSinkConfig config) {
        String database = database(config.connection().url());
        Conversions conversions = new Conversions(config.tables().base64Decimals());
        return switch (database) {
            case "postgresql" -> new PostgresDialect(postgres(config));
            case "mysql", "mariadb" ->
                    new MySqlDialect(
                            config.databases().checksSecondaryIndexes()
                                    ? SecondaryUnique.CHECK
                                    : SecondaryUnique.REFUSE,
                            config.databases().checksForeignKeys(),
                            conversions);
            case "sqlite" -> new PlainSqlDialect(Flavor.SQLITE, conversions);
            case "h2" -> new PlainSqlDialect(Flavor.H2, conversions);
            default ->
                    throw new ConfigException(
                            "Cannot write to "
                                    + database
                                    + ": there are dialects for postgresql, mysql,"
                                    + " mariadb, h2 and sqlite. Correct"
                                    + " connection.url.");
        };
    }

    private static PostgresOptions postgres(JdbcSinkConfig config) {
        return new PostgresOptions(
                switch (config.databases().replicationRole()) {
                    case ORIGIN -> PostgresOptions.ReplicationRole.ORIGIN;
                    case REPLICA -> PostgresOptions.ReplicationRole.REPLICA;
                    case AUTO -> PostgresOptions.ReplicationRole.AUTO;
                },
                PostgresOptions.DEFAULTS.binaryText(),
                config.tables().base64Decimals());
    }

    /**
     * The driver that takes a URL, of those in the plugin's own folder first: a worker's other
     * plugins bring drivers of their own.
     *
     * @throws ConfigException when there is none
     */
    static Driver driver(String url) {
        for (Driver driver : ServiceLoader.load(Driver.class, Databases.class.getClassLoader())) {
            if (accepts(driver, url)) {
                return driver;
            }
        }
        throw new ConfigException(
                "Cannot connect to "
                        + database(url)
                        + ": no JDBC driver takes its URL. Put the driver's jar into the folder of"
                        + " this plugin, beside its other jars, on every worker.");
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The word after {@code jdbc:}. */
    private static String database(String url) {
        return url.substring("jdbc:".length(), url.indexOf(':', "jdbc:".length()));
    }
}
