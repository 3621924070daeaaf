package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Lsn;
import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an application says about its transaction, in a logical message inside of it: headers of
 * every event that follows there. Used by the task thread only.
 */
final class ContextHeaders {

    /** Of the messages that carry context. */
    static final String PREFIX = "lockstep.context";

    /** The headers go with every event. */
    private static final int MAX_BYTES = 8192;

    private static final Logger LOG = LoggerFactory.getLogger(ContextHeaders.class);

    /** Null for none. */
    private ConnectHeaders current;

    /** Another transaction begins. */
    void clear() {
        current = null;
    }

    static boolean isContext(LogicalMessage message) {
        return message.transactional() && message.prefix().equals(PREFIX);
    }

    /** Takes the context of the current transaction, in the place of an earlier one. */
    void take(LogicalMessage message, LogPlace place) {
        current = null;
        int length = message.content().remaining();
        if (length > MAX_BYTES) {
            refuse(place, "it has " + length + " bytes, but at most " + MAX_BYTES + " are allowed");
            return;
        }
        try {
            String text = StandardCharsets.UTF_8.decode(message.content().duplicate()).toString();
            current = headers(JsonText.readMembers(text));
        } catch (MalformedJsonException e) {
            refuse(place, "it is not a JSON object: " + e.getMessage());
        }
    }

    private static ConnectHeaders headers(Map<String, String> values) {
        if (values.isEmpty()) {
            return null;
        }
        ConnectHeaders headers = new ConnectHeaders();
        values.forEach(headers::addString);
        return headers;
    }

    private static void refuse(LogPlace place, String cause) {
        LOG.warn(
                "Cannot use the context at LSN {} (message with prefix {}, transaction {}): {}. The"
                        + " events of the transaction go without; correct what writes it.",
                new Lsn(place.lsn()),
                PREFIX,
                place.stamp().xid,
                cause);
    }

    /**
     * The headers of a record: the context and its own.
     *
     * @param own null for none
     */
    ConnectHeaders with(ConnectHeaders own) {
        if (current == null) {
            return own;
        }
        ConnectHeaders all = current.duplicate();
        if (own != null) {
            own.forEach(all::add);
        }
        return all;
    }
}
