package dev.lockstep.source.postgres.pgoutput;

/**
 * One column of a relation as the log describes it.
 *
 * @param key part of the replica identity, which need not be the primary key: with REPLICA IDENTITY
 *     FULL every column is marked, with INDEX those of the index
 * @param typeOid an unsigned 32-bit number; for a column of a domain, the domain's
 * @param typeModifier as in {@code pg_attribute.atttypmod}; -1 for none
 */
public record RelationColumn(boolean key, String name, int typeOid, int typeModifier) {}
