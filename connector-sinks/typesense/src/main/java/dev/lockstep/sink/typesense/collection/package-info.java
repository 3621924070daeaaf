/**
 * Collections and their fields: what a column's field is, and that a collection is there and has
 * its fields before it is written to.
 */
package dev.lockstep.sink.typesense.collection;
