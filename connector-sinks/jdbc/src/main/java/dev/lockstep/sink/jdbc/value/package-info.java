/**
 * From values of Connect schemas to values that JDBC drivers take, for dialects that bind Java
 * objects.
 *
 * <p>Which conversion a column needs is worked out once, from its schema and the kind of its target
 * column; per value nothing is looked up. A value that does not fit exactly is refused, never bent.
 */
package dev.lockstep.sink.jdbc.value;
