package dev.lockstep.sink.opensearch.config;

/** Which indexes documents go to, and how those are made. */
public final class IndexOptions {}
