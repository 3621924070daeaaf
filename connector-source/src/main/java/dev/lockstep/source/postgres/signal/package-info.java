/**
 * What users tell a running connector: signals in Debezium's form, from a table of the captured
 * database or from a Kafka topic. A signal that cannot be understood is a warning, never a failure,
 * and its data never gets into a log: conditions may hold values of rows.
 */
package dev.lockstep.source.postgres.signal;
