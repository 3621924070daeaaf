/** The command that operators type. */
package dev.lockstep.cli;
