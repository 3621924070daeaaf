/**
 * {@code lockstep status}: connectors, the slots of sources, and how far sinks are behind.
 *
 * <p>{@code StatusReader} asks the three systems, {@code Limits} judges, {@code StatusText} writes.
 */
package dev.lockstep.cli.status;
