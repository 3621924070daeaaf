/**
 * From tables and columns of the source to those of the target: names, definitions as the catalog
 * has them, and with {@code auto.create} and {@code auto.evolve} the statements that make the one
 * follow the other. A {@link dev.lockstep.sink.jdbc.schema.Landing} is what comes of it, kept per
 * table and shape.
 */
package dev.lockstep.sink.jdbc.schema;
