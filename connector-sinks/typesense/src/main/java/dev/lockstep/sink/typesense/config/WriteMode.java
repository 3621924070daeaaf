package dev.lockstep.sink.typesense.config;

import java.util.Locale;

/** What becomes of a document's fields that its row does not have. */
public enum WriteMode {
    /** The row replaces the document. */
    UPSERT,
    /** They stay. */
    EMPLACE;

    /** The server's word for it. */
    public String action() {
        return name().toLowerCase(Locale.ROOT);
    }
}
