package dev.lockstep.sink.opensearch.config;

/** Where the cluster is and how to log in to it. */
public final class ConnectionOptions {}
