/**
 * What differs between databases: {@link dev.lockstep.sink.jdbc.dialect.Dialect} and the {@link
 * dev.lockstep.sink.jdbc.dialect.TableWriter}s that it makes. Implementations live in rooms of
 * their own; nothing outside asks which one it has.
 */
package dev.lockstep.sink.jdbc.dialect;
