/**
 * From changes to calls: a batch becomes steps, done one after the other, each of which can be run
 * again and then does only what is left. Within a step a key occurs once, so its calls may be done
 * in any order. Belongs to the apply thread.
 */
package dev.lockstep.sink.redis.write;
