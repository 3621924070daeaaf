/**
 * The indexes that documents are written to: their names, their mappings made from the columns of
 * the source, the aliases that hide what has been deleted, and data streams. What is missing is
 * made and what the source adds is added; what is there otherwise is left as it is.
 */
package dev.lockstep.sink.opensearch.index;
