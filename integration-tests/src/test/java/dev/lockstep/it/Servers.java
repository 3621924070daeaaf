package dev.lockstep.it;

import dev.lockstep.embedded.Broker;
import dev.lockstep.embedded.Postgres;
import dev.lockstep.embedded.Redis;
import dev.lockstep.embedded.SearchServer;
import dev.lockstep.embedded.SqlServer;
import java.util.Map;

/**
 * Where the servers of a {@link Stack} come from: programs of this machine, or containers if the
 * profile {@code containers} says so. Each method starts a server and waits until it serves.
 *
 * <p>Workers are always processes of this machine, for tests look at their files and signal them.
 */
interface Servers {

    /** The usual major, which tests share. */
    int POSTGRES = 17;

    /** For logical replication, with these settings besides. */
    Postgres postgres(int major, Map<String, String> settings);

    /** With these properties besides. */
    Broker kafka(Map<String, String> properties);

    /** With a log of whole rows. */
    SqlServer mariaDb();

    SearchServer openSearch();

    /** Keeps over a kill what it has confirmed. */
    Redis redis(String password);

    static Servers chosen() {
        String choice = System.getProperty("lockstep.servers", "embedded");
        return switch (choice) {
            case "embedded" -> new EmbeddedServers();
            case "containers" -> new ContainerServers();
            default ->
                    throw new IllegalArgumentException(
                            "Cannot start servers: lockstep.servers is "
                                    + choice
                                    + ". Say embedded or containers.");
        };
    }
}
