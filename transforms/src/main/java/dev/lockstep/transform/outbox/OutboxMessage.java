package dev.lockstep.transform.outbox;

import dev.lockstep.event.FieldNames;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.document.Document;
import dev.lockstep.transform.document.DocumentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Logical messages of one prefix, whose content is an outbox row as a JSON object. */
public final class OutboxMessage {

    private static final String CONTENT = "content";

    private final String prefix;
    private final ColumnReader message = new ColumnReader(FieldNames.MESSAGE);
    private final ColumnReader prefixes = new ColumnReader("prefix");
    private final ColumnReader contents = new ColumnReader(CONTENT);

    public OutboxMessage(String prefix) {
        this.prefix = prefix;
    }

    /** Whether a message has the prefix. */
    public boolean isOne(Change change) {
        return prefix.equals(prefixes.read(message.read(change.value())));
    }

    /**
     * The row that the content is.
     *
     * @throws DocumentException if it is none
     */
    public Map<String, Object> row(Change change) {
        Object content = contents.read(message.read(change.value()));
        byte[] bytes = bytes(content);
        return Document.read(new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Object content) {
        if (content instanceof byte[] array) {
            return array;
        }
        if (content instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return content instanceof String base64 ? decoded(base64) : new byte[0];
    }

    /** What is no Base64 is no content either, and fails as such. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
