/**
 * The shop that the demo runs: its servers, its tables, its customers at work, the connectors
 * between it and what is kept in step with it, and the events as a consumer reads them.
 */
package dev.lockstep.cli.shop;
