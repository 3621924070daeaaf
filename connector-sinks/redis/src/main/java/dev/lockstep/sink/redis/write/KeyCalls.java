package dev.lockstep.sink.redis.write;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * Gathers work into calls: of one kind, one slot, and not too long. Values are encoded as the calls
 * are asked for, so that the server is busy with some while others are made.
 */
final class KeyCalls implements Iterator<KeyCall> {

    /** A script keeps everybody else waiting, and many keys pay for its call long before this. */
    private static final int KEYS = 128;

    private static final int BYTES = 1 << 18;

    /** What the keys of a call have in common. */
    private record Place(int slot, KeyWork.Kind kind) {}

    private final Iterator<KeyWork> works;
    private final KeyPreparation preparation;
    private final Settings settings;
    private final Refusals refusals;
    private final LongConsumer stale;
    private final boolean slots;

    /** The calls that have room, where there are no slots. */
    private final EnumMap<KeyWork.Kind, KeyCall> open = new EnumMap<>(KeyWork.Kind.class);

    private final Map<Place, KeyCall> openBySlot = new HashMap<>();

    /** What is left of those, once there is no more work. */
    private Iterator<KeyCall> rest;

    private KeyCall next;

    KeyCalls(
            Iterator<KeyWork> works,
            KeyPreparation preparation,
            Settings settings,
            Refusals refusals,
            LongConsumer stale) {
        this.works = works;
        this.preparation = preparation;
        this.settings = settings;
        this.refusals = refusals;
        this.stale = stale;
        this.slots = preparation.hasSlots();
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = advance();
        }
        return next != null;
    }

    @Override
    public KeyCall next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        KeyCall call = next;
        next = null;
        return call;
    }

    private KeyCall advance() {
        while (works.hasNext()) {
            KeyWork work = works.next();
            preparation.prepare(work, refusals);
            KeyCall full = work.done ? null : add(work);
            if (full != null) {
                return full;
            }
        }
        if (rest == null) {
            rest = (slots ? openBySlot : open).values().iterator();
        }
        return rest.hasNext() ? rest.next() : null;
    }

    /** Returns the call that has no room for it, if there is one. */
    private KeyCall add(KeyWork work) {
        Place place = slots ? new Place(work.slot, work.kind) : null;
        KeyCall call = slots ? openBySlot.get(place) : open.get(work.kind);
        if (call != null && !isFull(call, work)) {
            call.add(work);
            return null;
        }
        KeyCall begun = begin(work);
        begun.add(work);
        if (slots) {
            openBySlot.put(place, begun);
        } else {
            open.put(work.kind, begun);
        }
        return call;
    }

    private boolean isFull(KeyCall call, KeyWork work) {
        return call.size() >= KEYS
                || call.weight() + work.weight() > BYTES
                || (work.kind == KeyWork.Kind.VALUE && ValueCall.isPlain(settings));
    }

    private KeyCall begin(KeyWork work) {
        return switch (work.kind) {
            case TEXT -> new TextCall(work.slot, settings, refusals, stale, preparation.newKeys());
            case VALUE -> new ValueCall(work.slot, settings, refusals, stale);
            case HASH -> new HashCall(work.slot, settings, refusals, stale);
            case REMOVE -> new RemoveCall(work.slot, settings, refusals, stale);
        };
    }
}
