package dev.lockstep.transform.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Remembers what was decided about the latest delete of each topic and partition, for the tombstone
 * behind it, which has the key of its delete and nothing else to go by.
 *
 * <p>A connector writes a tombstone right after its delete, so the latest delete is all there is to
 * know. Limits: a restart or a rebalance between the two forgets, and so does an instance that sees
 * more than {@value #CAPACITY} partitions.
 *
 * @param <D> the decision
 */
public final class LatestDeletes<D> {

    static final int CAPACITY = 10_000;

    private record Place(String topic, Integer partition) {}

    private record Decided<D>(Object key, D decision) {}

    private final Map<Place, Decided<D>> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Decided<D>> eldest) {
                    return size() > CAPACITY;
                }
            };

    /**
     * To be called for every delete, with the record as it came in.
     *
     * @param decision null for none, which is what tombstones get when nothing is remembered
     */
    public void remember(ConnectRecord<?> delete, D decision) {
        if (decision != null && delete.key() != null) {
            latest.put(place(delete), new Decided<>(delete.key(), decision));
        } else if (!latest.isEmpty()) {
            latest.remove(place(delete));
        }
    }

    /** What was decided about the delete before a tombstone; null when that is not known. */
    public D before(ConnectRecord<?> tombstone) {
        if (latest.isEmpty() || tombstone.key() == null) {
            return null;
        }
        Decided<D> decided = latest.get(place(tombstone));
        return decided != null && Objects.deepEquals(decided.key, tombstone.key())
                ? decided.decision
                : null;
    }

    private static Place place(ConnectRecord<?> record) {
        return new Place(record.topic(), record.kafkaPartition());
    }
}
