package dev.lockstep.sink.value;

/**
 * A shape.
 *
 * @param wkb in well-known binary
 * @param srid of its coordinates; null where the source does not say
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Geometry(byte[] wkb, Integer srid) {}
