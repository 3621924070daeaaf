/**
 * Databases reached by standard SQL and nothing else: SQLite and H2. What differs between them is
 * data, a {@link dev.lockstep.sink.jdbc.plain.Flavor}; rows are written in JDBC batches.
 */
package dev.lockstep.sink.jdbc.plain;
