/**
 * CloudEvents: their attributes from a change event by the CloudEvents SDK, which holds them
 * against the specification, and the two ways of the Kafka protocol binding to write them.
 */
package dev.lockstep.transform.cloudevent;
