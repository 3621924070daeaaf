package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Entries of streams. With the fence, a call follows only once the one before it has been answered:
 * if it came first after all, the fence would take what is older for known.
 */
final class StreamStep implements Step {

    private static final String ACT = "append to streams of Redis";

    private final Map<String, StreamQueue> queues = new LinkedHashMap<>();
    private final byte[] length;
    private final boolean fenced;
    private final Exchange exchange;
    private final Refusals refusals;
    private final LongConsumer stale;

    StreamStep(
            byte[] length,
            boolean fenced,
            Exchange exchange,
            Refusals refusals,
            LongConsumer stale) {
        this.length = length;
        this.fenced = fenced;
        this.exchange = exchange;
        this.refusals = refusals;
        this.stale = stale;
    }

    /** The queue of a name, made if it is not there. */
    StreamQueue queue(String name, Supplier<StreamQueue> maker) {
        return queues.computeIfAbsent(name, added -> maker.get());
    }

    @Override
    public void run() {
        List<StreamCall> calls = calls();
        while (!calls.isEmpty()) {
            exchange.run(calls.iterator(), ACT);
            calls = calls();
        }
    }

    private List<StreamCall> calls() {
        List<StreamCall> calls = new ArrayList<>();
        for (StreamQueue queue : queues.values()) {
            if (!fenced) {
                queue.singles().forEach(part -> calls.add(call(queue, part)));
            } else {
                StreamQueue.Part next = queue.next();
                if (!next.entries().isEmpty()) {
                    calls.add(call(queue, next));
                }
            }
        }
        return calls;
    }

    private StreamCall call(StreamQueue queue, StreamQueue.Part part) {
        return new StreamCall(queue, part, length, fenced, refusals, stale);
    }
}
