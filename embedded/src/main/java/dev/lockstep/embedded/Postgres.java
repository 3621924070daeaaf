package dev.lockstep.embedded;

/** A PostgreSQL server that is ready for logical replication. */
public interface Postgres extends SqlServer {

    int major();

    @Override
    default String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
    }
}
