package dev.lockstep.source.postgres.record;

import dev.lockstep.event.MessageSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;

/** Which logical messages become events, and their keys and contents. Immutable. */
final class MessageEvents {

    /** What messages count under where events are counted by table. */
    static final String COLLECTION = "LOGICAL_DECODING_MESSAGE";

    private final Route route;
    private final boolean captured;
    private final boolean contextCaptured;
    private final Predicate<String> prefixes;
    private final BinaryMode mode;
    private final MessageSchema schema;

    MessageEvents(PostgresSourceConfig config, Topics topics) {
        this.route = topics.message();
        this.captured = config.events().captures(Operation.MESSAGE);
        this.contextCaptured = config.capture().includesMessagesOf(ContextHeaders.PREFIX);
        this.prefixes = config.capture().messagePrefixes();
        this.mode = config.types().binaryMode();
        this.schema = mode == BinaryMode.BYTES ? MessageSchema.BYTES : MessageSchema.TEXT;
    }

    Route route() {
        return route;
    }

    MessageSchema schema() {
        return schema;
    }

    /** Context becomes headers, and an event only where its prefix is asked for. */
    boolean captures(LogicalMessage message) {
        if (ContextHeaders.isContext(message) && !contextCaptured) {
            return false;
        }
        return captured
                && !message.prefix().equals(LogFollower.WATERMARK)
                && prefixes.test(message.prefix());
    }

    Struct key(LogicalMessage message) {
        return new Struct(MessageSchema.KEY).put(MessageSchema.KEY_PREFIX, message.prefix());
    }

    /** A copy: converters take the array behind a buffer, which must hold nothing else. */
    Object content(LogicalMessage message) {
        byte[] bytes = new byte[message.content().remaining()];
        message.content().duplicate().get(bytes);
        return switch (mode) {
            case BYTES -> ByteBuffer.wrap(bytes);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case BASE64_URL_SAFE -> Base64.getUrlEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
        };
    }
}
