/** The PostgreSQL source connector: thin connector and task, and the session between them. */
package dev.lockstep.source.postgres;
