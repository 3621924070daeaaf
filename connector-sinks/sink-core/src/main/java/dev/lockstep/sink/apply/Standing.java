package dev.lockstep.sink.apply;

/**
 * Where a partition stands in a target.
 *
 * @param offset of the next record that is wanted
 * @param marks of what was applied below it
 */
public record Standing(long offset, Marks marks) {}
