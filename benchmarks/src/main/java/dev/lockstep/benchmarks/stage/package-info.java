/**
 * What all contenders are measured on: the servers, the workers, the tables with their rows, and
 * how far topics have come. Depends on no contender and no scenario.
 */
package dev.lockstep.benchmarks.stage;
