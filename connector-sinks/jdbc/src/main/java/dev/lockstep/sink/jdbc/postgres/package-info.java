/**
 * PostgreSQL as a target: {@link dev.lockstep.sink.jdbc.postgres.PostgresDialect}.
 *
 * <p>A {@code ValueForm} says what the values of a source column are, a {@code ColumnForm} how they
 * reach a target column: which type carries them on the wire, who encodes them, and by which
 * expression they become the column's type. Rows go as one binary array per column, so that one
 * prepared statement takes any number of them.
 */
package dev.lockstep.sink.jdbc.postgres;
