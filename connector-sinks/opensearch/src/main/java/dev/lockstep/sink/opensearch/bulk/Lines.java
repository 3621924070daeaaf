package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.document.DocumentWriter;
import dev.lockstep.sink.opensearch.index.OwnFields;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** Writes items as lines of a bulk request. For one thread. */
final class Lines {

    private static final byte[] ROUTING = ascii(",\"routing\":");
    private static final byte[] VERSION = ascii(",\"version\":");
    private static final byte[] VERSION_TYPE = ascii(",\"version_type\":\"external_gte\"}}\n");
    private static final byte[] NO_VERSION = ascii("}}\n");
    private static final byte[] MARK =
            ascii("{\"" + OwnFields.DELETED + "\":true,\"" + OwnFields.DELETED_AT + "\":");

    private final DocumentWriter documents;
    private final Clock clock;

    /** For documents that are only ever added; null for others. */
    private final Timestamps timestamps;

    Lines(DocumentWriter documents, Timestamps timestamps, Clock clock) {
        this.documents = documents;
        this.timestamps = timestamps;
        this.clock = clock;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes one item; of one that cannot be written, nothing is left. */
    void write(Item item, JsonBytes out) {
        action(item, out);
        Item.Content content = item.content();
        if (content instanceof Item.Row row) {
            document(item, row, out);
            out.raw('\n');
        } else if (content instanceof Item.Mark mark) {
            mark(mark, out);
            out.raw('\n');
        }
    }

    private static void action(Item item, JsonBytes out) {
        Ref target = item.target();
        out.raw(target.index().head(item.action()));
        out.string(target.id());
        if (target.routing() != null) {
            out.raw(ROUTING);
            out.string(target.routing());
        }
        if (item.version() < 0) {
            out.raw(NO_VERSION);
        } else {
            out.raw(VERSION);
            out.number(item.version());
            out.raw(VERSION_TYPE);
        }
    }

    private void document(Item item, Item.Row row, JsonBytes out) {
        out.raw('{');
        boolean any = documents.writeMembers(row.row(), out);
        List<StoredMember> stored = row.stored();
        for (int i = 0; i < stored.size(); i++) {
            any = separate(any, out);
            out.string(stored.get(i).name());
            out.raw(':');
            out.raw(stored.get(i).json());
        }
        if (row.plan().tableMember() != null) {
            any = separate(any, out);
            out.raw(row.plan().tableMember());
        }
        if (item.version() < 0) {
            timestamps.write(item, row.row(), any, documents, out);
        }
        out.raw('}');
    }

    /** A comma behind what there is. */
    private static boolean separate(boolean any, JsonBytes out) {
        if (any) {
            out.raw(',');
        }
        return true;
    }

    private void mark(Item.Mark mark, JsonBytes out) {
        out.raw(MARK);
        out.number(clock.millis());
        if (mark.tableMember() != null) {
            out.raw(',');
            out.raw(mark.tableMember());
        }
        out.raw('}');
    }
}
