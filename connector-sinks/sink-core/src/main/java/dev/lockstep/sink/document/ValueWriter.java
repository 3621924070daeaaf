package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;

/** Writes the values of one schema as JSON. */
@FunctionalInterface
interface ValueWriter {

    /** Writes a value that is not null. */
    void write(Object value, JsonBytes out);
}
