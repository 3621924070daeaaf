package dev.lockstep.cli.verify.row;

/**
 * Of many rows, whatever their order.
 *
 * @param sum of what each row comes to
 */
public record Checksum(long rows, String sum) {}
