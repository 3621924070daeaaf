/**
 * What a record asks of a target.
 *
 * <p>{@code ChangeDecoder} turns each record, whatever its form, into a {@link
 * dev.lockstep.sink.change.Change}. The layout of a row is worked out once per schema and shared by
 * its changes as a {@link dev.lockstep.sink.change.RowShape}, so that targets can prepare what they
 * do with each column and look up nothing per row.
 */
package dev.lockstep.sink.change;
