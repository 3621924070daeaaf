/**
 * The JDBC sink: connector, task, and {@link dev.lockstep.sink.jdbc.JdbcTarget}, which applies each
 * batch in one transaction of the target.
 */
package dev.lockstep.sink.jdbc;
