package dev.lockstep.source.postgres.record;

/**
 * Where records go.
 *
 * @param partition of the topic; null lets the producer choose by the key
 */
record Route(String topic, Integer partition) {

    /** To a topic whose keys decide the partition. */
    static Route to(String topic) {
        return new Route(topic, null);
    }
}
