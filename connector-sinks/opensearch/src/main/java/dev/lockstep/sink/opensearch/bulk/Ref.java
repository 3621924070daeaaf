package dev.lockstep.sink.opensearch.bulk;

/**
 * Where a document is.
 *
 * @param routing null for none
 */
record Ref(IndexName index, String id, String routing) {}
