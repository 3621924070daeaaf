/**
 * {@code lockstep slots}: replication slots of a PostgreSQL server, and who needs what they keep.
 *
 * <p>Nothing here takes log away that a connector still needs without being told to.
 */
package dev.lockstep.cli.slot;
