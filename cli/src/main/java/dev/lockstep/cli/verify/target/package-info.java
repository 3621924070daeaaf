/**
 * What a sink keeps, whatever kind of target it is: found by the rows of the source, and walked
 * through for what the source lacks. The kinds are in packages below.
 */
package dev.lockstep.cli.verify.target;
