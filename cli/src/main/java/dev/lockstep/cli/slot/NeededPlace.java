package dev.lockstep.cli.slot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.event.Lsn;
import java.util.Optional;

/** From where on a source connector needs the log, as its stored offset says. */
public final class NeededPlace {

    /** In the order in which they tell it best: ours, then Debezium's. */
    private static final String[] FIELDS = {"end_lsn", "commit_lsn", "lsn_commit", "lsn"};

    private NeededPlace() {}

    /**
     * The earliest of the places in a connector's offsets; empty when none is stored.
     *
     * <p>Behind a complete transaction it is that one's end, inside of one its commit record, for
     * then the server has to send the transaction again.
     */
    public static Optional<Lsn> of(JsonNode offsets) {
        Lsn earliest = null;
        for (JsonNode entry : offsets) {
            Lsn place = place(entry.path("offset"));
            if (place != null && (earliest == null || place.compareTo(earliest) < 0)) {
                earliest = place;
            }
        }
        return Optional.ofNullable(earliest);
    }

    private static Lsn place(JsonNode offset) {
        for (String field : FIELDS) {
            if (offset.path(field).isIntegralNumber()) {
                return new Lsn(offset.path(field).asLong());
            }
        }
        return null;
    }
}
