/** The change event: its schemas, its readers and its value types. Imports nothing of ours. */
package dev.lockstep.event;
