package dev.lockstep.sink.opensearch.index;

import java.util.Map;

/** Where documents live: an index, with an alias or without, or a data stream. */
interface Home {

    /** The name that documents are written and searched by, for a readers' name. */
    String stored(String name);

    /**
     * Makes it if it is missing.
     *
     * @param name the readers'
     * @param wanted fields that it should have from the start
     * @param tables whether documents of several tables will be in it
     */
    Opened open(String name, Map<String, Object> wanted, boolean tables);

    /** Adds fields. */
    void add(String name, Map<String, Object> fields);

    /**
     * What is there now.
     *
     * @param isNew whether it was missing
     * @param isAlias whether the name that it is written by is an alias
     */
    record Opened(Mapping mapping, boolean isNew, boolean isAlias) {}
}
