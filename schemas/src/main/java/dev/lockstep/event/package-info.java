/**
 * The change event: its schemas for whoever writes it, its readers for whoever takes it, and its
 * value types. The wire format is Debezium's envelope; fields of ours are added, always optional
 * and last, and none changes the meaning of one that was there. Imports nothing of ours.
 */
package dev.lockstep.event;
