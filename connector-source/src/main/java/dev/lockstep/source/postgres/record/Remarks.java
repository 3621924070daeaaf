package dev.lockstep.source.postgres.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be said about the values of one event besides the values: which the log did not carry,
 * and the exact text of those that their type cannot hold. Reused from event to event by the task
 * thread.
 */
final class Remarks {

    private List<String> unavailable;
    private Map<String, String> exact;

    void unavailable(String column) {
        if (unavailable == null) {
            unavailable = new ArrayList<>();
        }
        unavailable.add(column);
    }

    void exact(String path, String text) {
        if (exact == null) {
            exact = new HashMap<>();
        }
        exact.put(path, text);
    }

    /** The names of the columns without a value, then forgotten; null for none. */
    List<String> takeUnavailable() {
        List<String> taken = unavailable;
        unavailable = null;
        return taken;
    }

    /** The exact texts by path, then forgotten; null for none. */
    Map<String, String> takeExact() {
        Map<String, String> taken = exact;
        exact = null;
        return taken;
    }
}
