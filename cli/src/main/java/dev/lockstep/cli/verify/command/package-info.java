/**
 * {@code lockstep verify} as people type it: finds the two connectors and what is to be known of
 * their servers, has a {@link dev.lockstep.cli.verify.Verifier} compare, and says what came of it.
 */
package dev.lockstep.cli.verify.command;
