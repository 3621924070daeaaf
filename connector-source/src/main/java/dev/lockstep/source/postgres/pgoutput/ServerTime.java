package dev.lockstep.source.postgres.pgoutput;

/** The server's clock on the wire: microseconds since 2000-01-01 00:00 UTC. */
final class ServerTime {

    /** 2000-01-01 00:00 UTC as microseconds since the UNIX epoch. */
    static final long EPOCH_MICROS = 946_684_800_000_000L;

    static long toUnixMicros(long serverMicros) {
        return serverMicros + EPOCH_MICROS;
    }

    static long fromUnixMicros(long unixMicros) {
        return unixMicros - EPOCH_MICROS;
    }

    private ServerTime() {}
}
