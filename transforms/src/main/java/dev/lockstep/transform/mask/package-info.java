/**
 * What {@code MaskField} does to single values: one mask per mode, and the text of a value of any
 * type, which is what a mask works on. Never shows a value or a secret in a message.
 */
package dev.lockstep.transform.mask;
