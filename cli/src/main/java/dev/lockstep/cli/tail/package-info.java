/**
 * {@code lockstep tail}: change events of topics, chosen and printed. It reads without a consumer
 * group and stores nothing.
 */
package dev.lockstep.cli.tail;
