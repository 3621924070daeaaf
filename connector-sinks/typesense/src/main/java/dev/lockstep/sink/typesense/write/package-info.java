/**
 * Applies a batch: what is left of it by document, without what is older than the server's. Serial,
 * so that no two requests about one document are ever under way at once.
 */
package dev.lockstep.sink.typesense.write;
