package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.Request;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.client.SearchException;
import dev.lockstep.sink.opensearch.index.Indexes;
import dev.lockstep.sink.opensearch.index.OwnFields;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server delete marks of deleted rows that are old enough, now and then. The server does it
 * on its own time; several tasks may ask for the same.
 */
final class Purge {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

    private static final Duration RARELY = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMinutes(1);
    private static final int TIMES_PER_RETENTION = 10;

    private static final Map<String, String> PARAMETERS =
            Map.of(
                    "conflicts", "proceed",
                    "wait_for_completion", "false",
                    "ignore_unavailable", "true",
                    "allow_no_indices", "true");

    private final SearchClient client;
    private final Indexes indexes;
    private final Duration retention;
    private final Clock clock;
    private final long interval;
    private long next;

    Purge(SearchClient client, Indexes indexes, Duration retention, Clock clock) {
        this.client = client;
        this.indexes = indexes;
        this.retention = retention;
        this.clock = clock;
        long wanted = retention.toMillis() / TIMES_PER_RETENTION;
        this.interval = Math.max(OFTEN.toMillis(), Math.min(RARELY.toMillis(), wanted));
        this.next = clock.millis() + interval;
    }

    /** Asks the server for it when it is time. A failure waits for the next time. */
    void perhaps() {
        long now = clock.millis();
        if (now < next) {
            return;
        }
        next = now + interval;
        byte[] query = query(now - retention.toMillis());
        for (String expression : indexes.known()) {
            try {
                client.send(
                        Request.json(
                                "POST", "/" + expression + "/_delete_by_query", PARAMETERS, query));
            } catch (SearchException | TargetException e) {
                LOG.warn(
                        "Cannot purge marks of deleted rows (index {}): {} It is tried again in {}"
                                + " s.",
                        expression,
                        e.getMessage(),
                        interval / 1_000);
            }
        }
    }

    private static byte[] query(long before) {
        JsonBytes query = new JsonBytes();
        query.raw("{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"" + OwnFields.DELETED);
        query.raw("\":true}},{\"range\":{\"" + OwnFields.DELETED_AT + "\":{\"lt\":");
        query.number(before);
        query.raw("}}}]}}}");
        return query.toBytes();
    }
}
