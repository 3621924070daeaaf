/**
 * MySQL 8 and newer and MariaDB 10.6 and newer: {@link dev.lockstep.sink.jdbc.mysql.MySqlDialect}.
 *
 * <p>Rows go in statements of several rows, prepared at the server and sent one after the other
 * without waiting for answers. What these servers would alter without an error (fractions, digits,
 * labels by their number) is refused before it is sent; for the rest the session is strict.
 */
package dev.lockstep.sink.jdbc.mysql;
