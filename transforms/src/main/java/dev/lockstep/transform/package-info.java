/**
 * The transforms and predicates, one public class each, with what only they need. Each works on
 * events of Lockstep and of every Debezium connector, with schema or without, and leaves records
 * that are not change events alone unless it is told to fail.
 */
package dev.lockstep.transform;
