/**
 * Compares what a sink keeps with the tables it comes from, while both are live, for {@code
 * lockstep verify} and the demo.
 *
 * <p>{@code TableWalk} goes through all rows and notes the spots that differ; {@code Suspects}
 * looks at those again until each is equal, or known to differ after the sink had applied
 * everything that the source's row consists of. A difference is never told on the word of one look.
 */
package dev.lockstep.cli.verify;
