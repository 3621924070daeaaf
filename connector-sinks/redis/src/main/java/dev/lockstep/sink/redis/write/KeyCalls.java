package dev.lockstep.sink.redis.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Gathers work into calls: of one kind, one slot, and not too long. */
final class KeyCalls {

    /** A script keeps everybody else waiting, and many keys pay for its call long before this. */
    private static final int KEYS = 128;

    private static final int BYTES = 1 << 18;

    /** What the keys of a call have in common. */
    private record Place(int slot, KeyWork.Kind kind) {}

    private final Settings settings;
    private final Refusals refusals;
    private final LongConsumer stale;
    private final boolean slots;
    private final List<KeyCall> calls = new ArrayList<>();

    /** The calls that have room, where there are no slots. */
    private final EnumMap<KeyWork.Kind, KeyCall> open = new EnumMap<>(KeyWork.Kind.class);

    private final Map<Place, KeyCall> openBySlot = new HashMap<>();

    KeyCalls(Settings settings, Refusals refusals, LongConsumer stale, boolean slots) {
        this.settings = settings;
        this.refusals = refusals;
        this.stale = stale;
        this.slots = slots;
    }

    List<KeyCall> of(Collection<KeyWork> works) {
        for (KeyWork work : works) {
            add(work);
        }
        return calls;
    }

    private void add(KeyWork work) {
        Place place = slots ? new Place(work.slot, work.kind) : null;
        KeyCall call = slots ? openBySlot.get(place) : open.get(work.kind);
        if (call == null || isFull(call, work)) {
            call = begin(work);
            calls.add(call);
            if (slots) {
                openBySlot.put(place, call);
            } else {
                open.put(work.kind, call);
            }
        }
        call.add(work);
    }

    private boolean isFull(KeyCall call, KeyWork work) {
        return call.size() >= KEYS
                || call.weight() + work.weight() > BYTES
                || (work.kind == KeyWork.Kind.VALUE && ValueCall.isPlain(settings));
    }

    private KeyCall begin(KeyWork work) {
        return switch (work.kind) {
            case TEXT -> new TextCall(work.slot, settings, refusals, stale);
            case VALUE -> new ValueCall(work.slot, settings, refusals, stale);
            case HASH -> new HashCall(work.slot, settings, refusals, stale);
            case REMOVE -> new RemoveCall(work.slot, settings, refusals, stale);
        };
    }
}
