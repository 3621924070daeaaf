/**
 * What every module is held against: the architecture rules that surefire runs in each module, and
 * the printer of the configuration reference. Used by tests only; nothing here ships.
 */
package dev.lockstep.build;
