package dev.lockstep.cli.verify.row;

/**
 * Where the target keeps a row, or should.
 *
 * @param name the id of a document or the key of an entry; empty where the row's key says it all
 */
public record Spot(RowKey key, String name) {}
