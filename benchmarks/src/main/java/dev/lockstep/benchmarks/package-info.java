/** Measures Lockstep beside its peers in the same run. */
package dev.lockstep.benchmarks;
