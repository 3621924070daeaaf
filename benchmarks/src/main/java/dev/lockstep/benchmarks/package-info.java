/**
 * The command line of the benchmarks, which measure Lockstep beside its peers: same servers, same
 * data, same run, one after the other, so that a figure is a ratio that holds on any machine.
 * Nothing here asserts a time.
 */
package dev.lockstep.benchmarks;
