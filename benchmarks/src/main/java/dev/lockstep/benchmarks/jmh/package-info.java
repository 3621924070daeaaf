/**
 * What one record costs, in time and in allocated bytes, measured by JMH. Classes of plugins are
 * loaded by name from unpacked archives, each archive by a class loader of its own, as in a worker.
 */
package dev.lockstep.benchmarks.jmh;
