package dev.lockstep.sink.change;

/**
 * Where rows come from. One instance per table and topic, so identity may stand for equality.
 *
 * @param topic the topic of the records
 * @param database null where the record does not tell
 * @param schema null where the record does not tell or the database has no schemas
 * @param table of a row without a source block, the last part of its topic's name
 */
public record SourceTable(String topic, String database, String schema, String table) {}
