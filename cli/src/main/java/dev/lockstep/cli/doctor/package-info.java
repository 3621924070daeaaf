/**
 * {@code lockstep doctor}: looks at a database, a Kafka cluster, a Connect cluster and a
 * connector's configuration before they are used together, and says of each finding what to do.
 * Changes nothing.
 */
package dev.lockstep.cli.doctor;
