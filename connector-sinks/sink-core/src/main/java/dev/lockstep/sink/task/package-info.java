/**
 * What Connect calls: the parts of a connector and of its tasks that are the same for every target.
 * A sink's plugin says what it consists of.
 */
package dev.lockstep.sink.task;
