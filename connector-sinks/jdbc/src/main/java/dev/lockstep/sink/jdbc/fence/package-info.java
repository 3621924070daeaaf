/**
 * What keeps a change from being applied twice, or after a newer one: a {@link
 * dev.lockstep.sink.jdbc.fence.Fence} over whole partitions, and {@link
 * dev.lockstep.sink.jdbc.fence.Tombstones} for deleted rows where each row carries its position.
 *
 * <p>Everything here happens in the transaction that writes the rows.
 */
package dev.lockstep.sink.jdbc.fence;
