package dev.lockstep.source.postgres.type;

/**
 * How a column's values come out of a binary COPY.
 *
 * @param binary whether they are asked for in the type's own binary form; if not, as the text that
 *     its output function writes
 * @param reader of that form; used by one thread only
 * @param raw of that form, where the reader cannot read it
 */
public record CopyColumn(boolean binary, ColumnReader reader, RawText raw) {}
