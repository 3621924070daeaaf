/**
 * Change events as they pass by, for people to watch: one line each, over a table of the targets,
 * with keys that do something to them.
 */
package dev.lockstep.cli.live;
