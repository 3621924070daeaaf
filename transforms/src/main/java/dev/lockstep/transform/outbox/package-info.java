/**
 * What {@code FromOutbox} is made of: the columns of an outbox row and where each goes, payloads
 * that are the text of JSON, and rows that come in logical messages instead of a table.
 */
package dev.lockstep.transform.outbox;
