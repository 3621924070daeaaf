package dev.lockstep.source.postgres.config;

import dev.lockstep.event.Lsn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Where to begin while no offset is stored. */
public sealed interface StartPosition {

    /** The places that have a name. */
    enum Named implements StartPosition {
        /** With a snapshot, as the snapshot options say, and at its place in the log. */
        SNAPSHOT,
        /** At the end of the log, without a snapshot. */
        CURRENT,
        /** At the oldest place that the slot has kept, without a snapshot. */
        EARLIEST
    }

    /** With the first transaction that commits at this place or behind it. */
    record AtLsn(Lsn lsn) implements StartPosition {}

    /** With the first transaction in the slot that committed at this time or later. */
    record Since(Instant time) implements StartPosition {}

    /** Whether rows that are there already are to be read. */
    default boolean takesSnapshot() {
        return this == Named.SNAPSHOT;
    }

    /**
     * Reads the option's value.
     *
     * @throws IllegalArgumentException when it is none of the forms
     */
    static StartPosition parse(String text) {
        if (text == null) {
            throw new IllegalArgumentException("Cannot start at no position");
        }
        for (Named named : Named.values()) {
            if (named.name().equalsIgnoreCase(text)) {
                return named;
            }
        }
        if (text.toUpperCase(Locale.ROOT).contains("T") || text.contains("-")) {
            return new Since(time(text));
        }
        return new AtLsn(Lsn.parse(text));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException unreadable) {
                throw new IllegalArgumentException(
                        "Cannot parse the time '" + text + "'", unreadable);
            }
        }
    }
}
