package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;

/** The name of an index, with how actions on its documents begin. */
final class IndexName {

    private final String name;
    private final byte[][] heads;

    IndexName(String name) {
        this.name = name;
        this.heads = new byte[Action.values().length][];
        for (Action action : Action.values()) {
            heads[action.ordinal()] = head(name, action);
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
        return heads[action.ordinal()];
    }

    @Override
    public String toString() {
        return name;
    }
}
