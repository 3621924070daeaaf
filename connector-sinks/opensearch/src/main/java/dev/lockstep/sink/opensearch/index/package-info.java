/**
 * Which index a table's rows are written to, and that it is there: names, mappings, aliases, data
 * streams. Plans are kept by shape, so that nothing is asked of the server for a row.
 */
package dev.lockstep.sink.opensearch.index;
