package dev.lockstep.cli.shop;

/**
 * A place that a sink connector keeps in step with the shop.
 *
 * @param title what it is, in a few words
 */
public record Target(String title, ConnectorFile connector) {

    /** The connector's name. */
    public String name() {
        return connector.name();
    }

    /** The consumer group in which Kafka Connect reads for it. */
    public String group() {
        return "connect-" + name();
    }
}
