/**
 * What the server's catalogs say and what we write there: server settings, the slot, the
 * publication, tables, types, and the live checks of a configuration. Everything here goes over an
 * ordinary JDBC connection, never over the replication stream, and nothing here runs per row.
 */
package dev.lockstep.source.postgres.catalog;
