package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.TargetException;

/** What is said of items that do not go through: their index, never their id or a value. */
final class Refusals {

    private Refusals() {}

    static String of(Item item, String reason) {
        return "Cannot write a document of index "
                + item.target().index()
                + ": the server refuses it ("
                + reason
                + "). Correct the row at its source, or the index's mapping.";
    }

    static TargetException.Transient passing(Item item, String reason) {
        return new TargetException.Transient(
                "Cannot write documents of index "
                        + item.target().index()
                        + ": "
                        + reason
                        + ". The documents that were not taken are sent again until they are.",
                null);
    }

    static TargetException.Fatal forbidden(Item item, String reason) {
        return new TargetException.Fatal(
                "Cannot write documents of index "
                        + item.target().index()
                        + ": "
                        + reason
                        + ". Grant the user the right to write to the index, then restart the"
                        + " task.",
                null);
    }
}
