package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.change.Change;
import java.util.List;

/**
 * One entry of a stream.
 *
 * @param exact the change's place, empty where it is not known
 * @param fields names and values by turns
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StreamEntry(Change change, byte[] exact, byte[] offset, List<byte[]> fields) {

    /** Roughly how long the call gets by it. */
    int weight() {
        int weight = exact.length + offset.length;
        for (byte[] field : fields) {
            weight += field.length;
        }
        return weight;
    }
}
