/**
 * Holds pages of the documentation against the sources: what they name exists, and what the sources
 * say is on them. Starts nothing.
 */
package dev.lockstep.it.docs;
