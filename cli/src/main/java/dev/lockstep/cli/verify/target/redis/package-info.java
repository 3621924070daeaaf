/** Keys of Redis and Valkey that hold rows. */
package dev.lockstep.cli.verify.target.redis;
