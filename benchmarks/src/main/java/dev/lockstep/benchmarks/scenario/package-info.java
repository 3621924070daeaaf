/**
 * The scenarios: each takes the servers, has contenders take turns, and says what it measures.
 * Shared parts of their turns stand beside them, such as {@code CaptureTurn} and {@code FillTurn}.
 */
package dev.lockstep.benchmarks.scenario;
