package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.redis.config.ValueFormat;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.connection.Servers;
import dev.lockstep.sink.redis.fence.Versions;
import dev.lockstep.sink.redis.key.SideKeys;
import dev.lockstep.sink.redis.value.RowValues;
import dev.lockstep.sink.redis.value.TimeToLive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Encodes what is to be done at a key, once, however often it has to be sent. */
final class KeyPreparation {

    /** Servers take values of this size whatever their settings. */
    private static final int ALWAYS_TAKEN = 1 << 20;

    private final Settings settings;
    private final RowValues values;
    private final TimeToLive ttl;
    private final SideKeys sides;
    private final Versions versions = new Versions();
    private final NewKeys newKeys = new NewKeys();
    private final Exchange exchange;
    private final Servers servers;

    KeyPreparation(
            Settings settings,
            RowValues values,
            TimeToLive ttl,
            SideKeys sides,
            Exchange exchange) {
        this.settings = settings;
        this.values = values;
        this.ttl = ttl;
        this.sides = sides;
        this.exchange = exchange;
        this.servers = exchange.servers();
    }

    /** Whether only keys of one slot can be in a call. */
    boolean hasSlots() {
        return servers.hasSlots();
    }

    NewKeys newKeys() {
        return newKeys;
    }

    SideKeys sides() {
        return sides;
    }

    RowValues values() {
        return values;
    }

    /** Encodes; what cannot be is refused. */
    void prepare(KeyWork work, Refusals refusals) {
        if (work.prepared) {
            return;
        }
        work.prepared = true;
        try {
            String wrong = encode(work);
            if (wrong != null) {
                refuse(work, wrong, refusals);
            }
        } catch (TargetException.BadRecord e) {
            refuse(work, e.getMessage(), refusals);
        }
    }

    private static void refuse(KeyWork work, String message, Refusals refusals) {
        refusals.add(work.change, message);
        work.done = true;
    }

    /** Returns what is wrong; null for nothing. */
    private String encode(KeyWork work) {
        work.key = work.name.getBytes(StandardCharsets.UTF_8);
        work.version = versions.of(work.change);
        work.slot = servers.slot(work.key);
        if (settings.fenced()) {
            work.side = sides.of(work.key);
            boolean apart =
                    servers.hasSlots()
                            && SideKeys.hasClosing(work.key)
                            && servers.slot(work.side) != work.slot;
            if (apart) {
                return "Cannot keep the position of a key of "
                        + work.change.table().table()
                        + ": it has a closing brace but no hash tag, so the cluster has no place"
                        + " beside it. Choose a key.format without braces, or with a whole hash"
                        + " tag before the columns.";
            }
        }
        return work.removes() ? null : encodeValue(work);
    }

    private String encodeValue(KeyWork work) {
        work.ttl = ttl.of(work.change.table(), work.change.row());
        if (work.ttl == TimeToLive.OVER) {
            work.kind = KeyWork.Kind.REMOVE;
            return null;
        }
        if (settings.format() == ValueFormat.HASH) {
            work.kind = KeyWork.Kind.HASH;
            work.whole = !work.isPartial();
            work.nulls = work.whole ? List.of() : new ArrayList<>();
            work.fields = values.fields(work.change.row(), work.whole ? null : work.nulls);
        } else {
            boolean plain = settings.format() == ValueFormat.STRING && work.ttl == TimeToLive.NONE;
            work.kind = plain ? KeyWork.Kind.TEXT : KeyWork.Kind.VALUE;
            if (!work.isPartial()) {
                work.value = values.text(work.change.row());
            } else {
                work.whole = false;
            }
        }
        return tooLarge(work);
    }

    /** What is wrong with the size of a value: a server would close the connection over it. */
    String tooLarge(KeyWork work) {
        int largest = work.value == null ? 0 : work.value.length;
        if (work.fields != null) {
            for (byte[] field : work.fields) {
                largest = Math.max(largest, field.length);
            }
        }
        if (largest <= ALWAYS_TAKEN) {
            return null;
        }
        long limit = exchange.maxValue(work.slot, "write rows");
        return largest <= limit
                ? null
                : "Cannot write a row of "
                        + work.change.table().table()
                        + ": its value has "
                        + largest
                        + " bytes, the server takes "
                        + limit
                        + ". Raise proto-max-bulk-len of the server, or leave columns out by"
                        + " field.exclude.list.";
    }
}
