/**
 * Fetches unchanged out-of-line values that the log does not carry from the table, where it is
 * certain that the value of now is the value of the change. The log goes through here between the
 * queue and the assembler; a transaction that needs it waits here for its commit.
 */
package dev.lockstep.source.postgres.reselect;
