/**
 * Options that all sinks share, in pieces that a connector adds to its own definition. A leaf: the
 * rest of sink-core reads what it is to do from here.
 */
package dev.lockstep.sink.config;
