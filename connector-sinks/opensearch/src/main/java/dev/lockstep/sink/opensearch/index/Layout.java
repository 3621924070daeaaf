package dev.lockstep.sink.opensearch.index;

import java.time.Duration;

/**
 * How indexes are laid out because of what deletes do.
 *
 * @param hidesDeleted whether deleted documents stay for a while, out of the readers' sight
 * @param deleteRetention for how long a delete must be known, so that nothing older undoes it
 */
public record Layout(boolean hidesDeleted, Duration deleteRetention) {}
