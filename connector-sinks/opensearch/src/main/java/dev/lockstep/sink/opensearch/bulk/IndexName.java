package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import java.util.EnumMap;
import java.util.Map;

/** The name of an index, with how actions on its documents begin. */
final class IndexName {

    private final String name;
    private final Map<Action, byte[]> heads = new EnumMap<>(Action.class);

    /**
     * The name of an index that is there.
     *
     * @param alias whether the name is an alias, without which the server must not make an index
     */
    IndexName(String name, boolean alias) {
        this.name = name;
        for (Action action : Action.values()) {
            heads.put(action, head(name, alias, action));
        }
    }

    private static byte[] head(String name, boolean alias, Action action) {
        JsonBytes head = new JsonBytes();
        head.raw("{\"" + action.word() + "\":{\"_index\":");
        head.string(name);
        if (alias) {
            head.raw(",\"require_alias\":true");
        }
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
