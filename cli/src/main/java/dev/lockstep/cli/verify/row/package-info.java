/**
 * Rows of both sides in one spelling: what a value is, whatever server told it and in whatever
 * form. Written apart from the connectors, so that a fault of theirs is not repeated here.
 */
package dev.lockstep.cli.verify.row;
