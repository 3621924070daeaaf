/**
 * What an event and its row are called: ids that a repeated event has again and no other event has,
 * the text of a key, the names of entities and operations.
 */
package dev.lockstep.transform.identity;
