/**
 * Commands and their answers: which server has a key, connections to it, redirections, scripts that
 * a server has forgotten, and what errors mean. Commands are encoded here and sent in pipelines;
 * Jedis opens connections, logs in and reads answers. All of it belongs to the apply thread, but
 * for aborting.
 */
package dev.lockstep.sink.redis.connection;
