/**
 * The tables that a source connector captures and their rows as they are now, read by SQL of its
 * own and by the connector's configuration, not by its code.
 */
package dev.lockstep.cli.verify.source;
