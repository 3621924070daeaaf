/**
 * A fixed script of changes, and the proof that each arrived exactly once and in commit order; then
 * a kill and a replay, and the proof that every target equals the source. The script is a text:
 * SQL, then the events that it must cause.
 */
package dev.lockstep.cli.check;
