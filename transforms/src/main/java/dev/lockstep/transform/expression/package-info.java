/**
 * Conditions on change events, in the Common Expression Language. Compiled once when a transform is
 * configured; sandboxed, for the language can neither loop without bound nor reach anything but its
 * variables. Columns are converted when an expression names them, and no error holds a value.
 */
package dev.lockstep.transform.expression;
