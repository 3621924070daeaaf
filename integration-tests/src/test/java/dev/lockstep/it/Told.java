package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.it.Events.Event;

/**
 * What an event says of a row of {@link Transfer}.
 *
 * @param last whether it says that its transaction is complete
 * @param endsSnapshot whether it is the last row of a snapshot
 * @param versionBefore -1 when it does not say
 */
record Told(
        String topic,
        long offset,
        long timestamp,
        Place place,
        boolean last,
        boolean endsSnapshot,
        String op,
        String table,
        long key,
        long version,
        long balance,
        long versionBefore) {

    /** Not for tombstones. */
    static Told of(Event event) {
        JsonNode row = event.after();
        return new Told(
                event.topic(),
                event.offset(),
                event.timestamp(),
                Place.of(event),
                event.source().path("last").asBoolean(),
                event.source().path("snapshot").asText().equals("last"),
                event.op().intern(),
                event.source().path("table").asText().intern(),
                event.key().path("id").asLong(),
                row.path("version").asLong(),
                row.path("balance").asLong(),
                event.before().path("version").asLong(-1));
    }

    boolean isChange() {
        return !op.equals("r");
    }

    boolean isDelete() {
        return op.equals("d");
    }

    /** As a {@link WrittenTransaction} says it. */
    String change() {
        String row = op + " " + table + " " + key;
        return isDelete() ? row : row + " " + version + " " + balance;
    }
}
