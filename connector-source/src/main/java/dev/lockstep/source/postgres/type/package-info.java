/**
 * From the text of a PostgreSQL value, or its binary form, to the Connect schema and value Debezium
 * gives it.
 *
 * <p>The invariant: a value arrives exactly, or its reader returns an {@link
 * dev.lockstep.source.postgres.type.Inexact} that carries the server's text beside the nearest
 * value the schema can hold. Readers are compiled once per column of a relation; each belongs to
 * one thread, because it may reuse scratch space from value to value.
 */
package dev.lockstep.source.postgres.type;
