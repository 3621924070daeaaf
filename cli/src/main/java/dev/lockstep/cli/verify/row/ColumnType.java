package dev.lockstep.cli.verify.row;

/**
 * The type of a column of the source.
 *
 * @param name as the server writes it, which casts take
 * @param element of an array; else null
 */
public record ColumnType(String name, Kind kind, Kind element) {}
