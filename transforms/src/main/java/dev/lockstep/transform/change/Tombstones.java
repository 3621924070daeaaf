package dev.lockstep.transform.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Remembers which deletes a transform singled out (dropped, or matched), so that the tombstone
 * behind each gets the same treatment: it has the key of its delete and nothing else to go by.
 *
 * <p>A connector writes a tombstone right after its delete, so the latest delete of each topic and
 * partition is all there is to know. Limits: a restart or a rebalance between the two forgets, and
 * so does an instance that sees more than {@value #CAPACITY} partitions; the tombstone is then
 * treated as one whose delete was not singled out.
 */
public final class Tombstones {

    static final int CAPACITY = 10_000;

    private record Place(String topic, Integer partition) {}

    private final Map<Place, Object> keys =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Place, Object> eldest) {
                    return size() > CAPACITY;
                }
            };

    /** To be called for every delete. */
    public void afterDelete(ConnectRecord<?> delete, boolean singledOut) {
        if (singledOut && delete.key() != null) {
            keys.put(place(delete), delete.key());
        } else if (!keys.isEmpty()) {
            keys.remove(place(delete));
        }
    }

    /** Whether the delete before this tombstone was singled out. */
    public boolean follows(ConnectRecord<?> tombstone) {
        return !keys.isEmpty()
                && tombstone.key() != null
                && Objects.deepEquals(keys.get(place(tombstone)), tombstone.key());
    }

    private static Place place(ConnectRecord<?> record) {
        return new Place(record.topic(), record.kafkaPartition());
    }
}
