/**
 * Requests to the servers of a cluster: connections, logins, TLS, and what a failure means. Knows
 * nothing of changes or documents.
 */
package dev.lockstep.sink.opensearch.client;
