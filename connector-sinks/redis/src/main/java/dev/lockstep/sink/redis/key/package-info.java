/**
 * Keys: those that a change concerns, of the row as it is and as it was, and the side keys that
 * hold positions.
 */
package dev.lockstep.sink.redis.key;
