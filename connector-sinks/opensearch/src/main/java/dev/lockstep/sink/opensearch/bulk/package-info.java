/**
 * Changes as bulk requests: bodies straight to bytes, several under way, what became of each
 * document. Invariant: a document is in one request at a time, and a change counts as applied only
 * once the server has answered for its document.
 */
package dev.lockstep.sink.opensearch.bulk;
