/** Replicas in PostgreSQL, MySQL and MariaDB, which the JDBC sink keeps. */
package dev.lockstep.cli.verify.target.sql;
