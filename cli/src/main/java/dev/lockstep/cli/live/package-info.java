/** Change events as they pass by, for people to watch: one line each, and a line of status. */
package dev.lockstep.cli.live;
