/**
 * {@code lockstep log}: how much of a source's changes the topics hold, and deleting what nobody
 * needs any more.
 *
 * <p>Nothing that a consumer group has yet to read is deleted without being told to.
 */
package dev.lockstep.cli.log;
