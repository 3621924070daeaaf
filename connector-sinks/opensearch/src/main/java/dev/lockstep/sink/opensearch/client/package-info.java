/**
 * Requests to a cluster of OpenSearch or Elasticsearch over HTTP: where its nodes are, how to log
 * in to them, and what their answers mean. Failures are told apart here and nowhere else; what a
 * server says goes into messages only as far as it cannot quote a row.
 */
package dev.lockstep.sink.opensearch.client;
