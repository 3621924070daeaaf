/**
 * What the values of a row mean, whatever they are written to: the kind that a schema stands for,
 * and the plain Java value of one that Connect or Debezium wraps. Worked out once per schema.
 */
package dev.lockstep.sink.value;
