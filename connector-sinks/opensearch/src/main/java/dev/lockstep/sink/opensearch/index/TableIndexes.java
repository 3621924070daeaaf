package dev.lockstep.sink.opensearch.index;

/**
 * All indexes that a table's documents may be in.
 *
 * @param expression as a search takes it in its path: a name, names with commas, or a pattern
 * @param sharedByTables whether documents of other tables may be among them
 */
public record TableIndexes(String expression, boolean sharedByTables) {}
