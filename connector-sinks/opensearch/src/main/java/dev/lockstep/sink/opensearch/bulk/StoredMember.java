package dev.lockstep.sink.opensearch.bulk;

/**
 * A member of a document as the server has stored it.
 *
 * @param json its value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredMember(String name, byte[] json) {}
