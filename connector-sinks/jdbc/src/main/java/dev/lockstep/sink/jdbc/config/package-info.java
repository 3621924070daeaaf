/**
 * The options of the JDBC sink, sealed once read: plain values for the rest. A leaf; those that all
 * sinks have come from sink-core.
 */
package dev.lockstep.sink.jdbc.config;
