package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import java.util.EnumMap;
import java.util.Map;

/** The name of an index, with how actions on its documents begin. */
final class IndexName {

    private final String name;
    private final Map<Action, byte[]> heads = new EnumMap<>(Action.class);

    IndexName(String name) {
        this.name = name;
        for (Action action : Action.values()) {
            heads.put(action, head(name, action));
        }
    }

    private static byte[] head(String name, Action action) {
        JsonBytes head = new JsonBytes();
        head.raw("{\"" + action.word() + "\":{\"_index\":");
        head.string(name);
        head.raw(",\"_id\":");
        return head.toBytes();
    }

    /** An action up to where the document's id stands. */
    byte[] head(Action action) {
        return heads.get(action);
    }

    @Override
    public String toString() {
        return name;
    }
}
