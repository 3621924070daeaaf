/**
 * From the changes of a batch to the calls of {@link dev.lockstep.sink.jdbc.dialect.TableWriter}s:
 * which rows go together, in which order, by which plan.
 */
package dev.lockstep.sink.jdbc.write;
