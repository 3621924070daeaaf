/**
 * What is measured beside each other: connectors of Lockstep and Debezium with their settings, and
 * the plain readers and loaders that show what the servers alone can do.
 */
package dev.lockstep.benchmarks.contender;
