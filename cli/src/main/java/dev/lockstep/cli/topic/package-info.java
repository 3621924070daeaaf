/**
 * Topics of change events: which partitions there are, what a record holds, and where in a
 * partition a place of the source's log or a time begins.
 */
package dev.lockstep.cli.topic;
