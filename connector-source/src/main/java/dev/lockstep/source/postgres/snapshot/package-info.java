/**
 * Reading rows that exist already: {@link dev.lockstep.source.postgres.snapshot.SnapshotPoint} ties
 * what readers see to one place in the log, {@link
 * dev.lockstep.source.postgres.snapshot.TableSnapshot} has the tables read in chunks by several
 * threads and hands their rows to the task thread, which knows at which place of the stream they
 * belong. Nothing here reads the log.
 */
package dev.lockstep.source.postgres.snapshot;
