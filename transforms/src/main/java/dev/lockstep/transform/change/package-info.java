/**
 * What all transforms share: a view of a record as a change event, rewriting of rows and envelopes,
 * tombstones, options and errors. Everything here belongs to one transform instance and is called
 * by the one thread of its task. What depends on a schema is worked out once per schema, and per
 * record nothing is looked up by name where there is one. No message ever holds a value.
 */
package dev.lockstep.transform.change;
