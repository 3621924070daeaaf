/**
 * How commands answer: tables for people, JSON for programs, exit codes for scripts, and one line
 * when they fail. Knows nothing of databases or brokers.
 */
package dev.lockstep.cli.output;
