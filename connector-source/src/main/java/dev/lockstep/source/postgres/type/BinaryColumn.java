package dev.lockstep.source.postgres.type;

/**
 * How a column's values are read where they come in the binary form of their type.
 *
 * @param reader gives the values that the reader of the column's text gives; used by one thread
 *     only
 * @param raw gives the text, where the reader cannot read the value
 */
public record BinaryColumn(ColumnReader reader, RawText raw) {}
