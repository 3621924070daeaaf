package dev.lockstep.sink.opensearch.bulk;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bodies of requests for use again, and how large they may be. Outlives batches. */
final class Bodies {

    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private final ArrayDeque<Body> spare = new ArrayDeque<>();
    private final int maxItems;
    private int maxBytes;

    Bodies(int maxItems, int maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    Body take() {
        Body body = spare.pollFirst();
        return body == null ? new Body() : body;
    }

    /** A body that nobody reads any more. */
    void giveBack(Body body) {
        body.clear(2 * (long) maxBytes);
        spare.addFirst(body);
    }

    /** Whether a body may take so many more bytes; one that is empty takes any number. */
    boolean hasRoom(Body body, int more) {
        return body.isEmpty()
                || (body.items().size() < maxItems && (long) body.length() + more <= maxBytes);
    }

    /** The server has refused a body of this length: later ones are half as large. */
    void tooLarge(int length) {
        int less = Math.max(1, length / 2);
        if (less < maxBytes) {
            maxBytes = less;
            LOG.warn(
                    "The server does not take bulk requests of {} bytes; they are at most {} bytes"
                            + " from here on. Set bulk.size.bytes to less than the server's limit.",
                    length,
                    less);
        }
    }
}
