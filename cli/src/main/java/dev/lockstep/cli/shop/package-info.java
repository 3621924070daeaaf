/**
 * The shop that the demo runs: its servers, its tables, its customers at work, and the events that
 * the connector makes of it, as a consumer reads them.
 */
package dev.lockstep.cli.shop;
