package dev.lockstep.sink.redis.config;

/** How the servers of a target belong together. */
public enum ConnectionMode {
    /** One server. */
    STANDALONE,
    /** Redis Cluster: keys are spread over several. */
    CLUSTER,
    /** A server that Sentinels replace when it fails. */
    SENTINEL
}
