/**
 * The OpenSearch sink: connector, task, and the target that writes batches as bulk requests. A
 * document's version is the position of its row's last change, so that the server itself refuses
 * what is older.
 */
package dev.lockstep.sink.opensearch;
