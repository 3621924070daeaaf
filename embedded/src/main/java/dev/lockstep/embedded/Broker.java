package dev.lockstep.embedded;

/** A Kafka cluster of one node, without TLS and users. */
public interface Broker extends Server {

    String bootstrapServers();
}
