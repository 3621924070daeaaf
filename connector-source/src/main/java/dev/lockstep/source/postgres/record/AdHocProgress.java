package dev.lockstep.source.postgres.record;

/**
 * What of signals and ad hoc snapshots has to survive a restart. Carried by every source offset and
 * written out only for those that are stored. Immutable.
 */
@FunctionalInterface
public interface AdHocProgress {

    /** As the offset stores it. */
    String text();
}
