/**
 * What can be watched while a sink runs: figures by name, shown through JMX and through Connect's
 * plugin metrics where the worker has them. Figures are written per batch, not per row, and read by
 * any thread.
 */
package dev.lockstep.sink.metrics;
