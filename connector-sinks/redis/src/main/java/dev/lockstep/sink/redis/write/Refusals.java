package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import java.util.IdentityHashMap;
import java.util.List;

/** The changes of a batch that cannot be applied, and why. */
final class Refusals {

    private final IdentityHashMap<Change, String> messages = new IdentityHashMap<>();

    /** Notes a change; the first reason counts. */
    void add(Change change, String message) {
        messages.putIfAbsent(change, message);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** In the order of a batch. */
    List<TargetException.Refusal> of(List<Change> changes) {
        return changes.stream()
                .filter(messages::containsKey)
                .map(change -> new TargetException.Refusal(change, messages.get(change)))
                .toList();
    }
}
