/**
 * The three systems that commands talk to, PostgreSQL, Kafka and Kafka Connect: the options that
 * say where they are, and clients whose failures are {@link
 * dev.lockstep.cli.output.CommandException}s that say what to do.
 *
 * <p>A password is never an argument, for other users of a machine can read those.
 */
package dev.lockstep.cli.connect;
