package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A target of sinks that {@link Hostility} is done to. */
interface HostileTarget {

    /** Configures a connector with a name, for the same place in the target as all others. */
    Map<String, String> config(String... options);

    /** What is at every key of a table of a {@link History}, whether it has a row or not. */
    Map<String, Sight> look(String table) throws Exception;

    /** The rows of a table, as readers find them. */
    Map<String, JsonNode> rows(String table) throws Exception;

    /** Ends the server with SIGKILL and starts it again. */
    void killAndStart();
}
