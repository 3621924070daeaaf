package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.socket.GatheringSocket;
import java.sql.Connection;

/**
 * A session that speaks the replication protocol, and the socket under it.
 *
 * @param socket for waiting only; the driver reads and writes
 */
public record ReplicationConnection(Connection connection, GatheringSocket socket) {}
