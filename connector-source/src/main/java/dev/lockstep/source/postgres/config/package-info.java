/**
 * The configuration of the PostgreSQL source connector: keys, validation and typed access. A leaf:
 * every package of the connector may read it, and it reads none of them.
 */
package dev.lockstep.source.postgres.config;
