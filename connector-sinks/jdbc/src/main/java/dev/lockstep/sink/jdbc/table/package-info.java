/**
 * Tables of the target as its catalog tells of them: plain data that the dialects fill and the rest
 * reads. A leaf.
 */
package dev.lockstep.sink.jdbc.table;
