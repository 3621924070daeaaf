/**
 * From changes to a target that is up to date with them.
 *
 * <p>{@code ChangeSink} takes changes on Connect's task thread and applies them in batches on a
 * thread of its own, so that records are read while the target works. A {@link
 * dev.lockstep.sink.apply.Target} is what a sink adds to this: one store and its statements.
 */
package dev.lockstep.sink.apply;
