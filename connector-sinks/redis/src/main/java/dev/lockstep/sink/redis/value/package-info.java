/**
 * Rows as what Redis holds: texts and fields, how long they stay, and columns that only the stored
 * row has.
 */
package dev.lockstep.sink.redis.value;
