/**
 * What the connector tells about snapshots while they run, in Debezium's form: into the worker's
 * log or as records of a topic. A notification travels with the events, so it comes after what it
 * tells of, and it never moves the position on.
 */
package dev.lockstep.source.postgres.notification;
