package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.Response;
import dev.lockstep.sink.opensearch.client.SearchException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends items as bulk requests, several of them under way while the next is written. Items are of
 * different documents. For one thread; answers come from those of the client. Once a request has
 * failed in a way that may pass, what has not been sent is left.
 */
final class Pipeline {

    private static final int TOO_LARGE = 413;

    /** What a request ended with: one of response and failure is null. */
    private record Answer(Body body, Response response, Throwable failure) {}

    private final Transport transport;
    private final Lines lines;
    private final Bodies bodies;
    private final boolean lastTry;
    private final Outcome outcome;
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final ArrayDeque<Body> full = new ArrayDeque<>();
    private final JsonBytes line = new JsonBytes();
    private Body filling;
    private int underWay;

    /**
     * @param lastTry whether what the mapping does not take is refused, rather than left so that
     *     the mapping can be looked at again
     */
    Pipeline(Transport transport, Lines lines, Bodies bodies, boolean lastTry, Outcome outcome) {
        this.transport = transport;
        this.lines = lines;
        this.bodies = bodies;
        this.lastTry = lastTry;
        this.outcome = outcome;
        this.filling = bodies.take();
    }

    /** Takes one more item, waiting while too many requests are under way. */
    void add(Item item) {
        if (outcome.hasFailed()) {
            outcome.left(item.change());
            return;
        }
        line.clear();
        try {
            lines.write(item, line);
        } catch (TargetException.BadRecord e) {
            outcome.refused(item.change(), e.getMessage());
            return;
        }
        if (!bodies.hasRoom(filling, line.length())) {
            full.addLast(filling);
            filling = bodies.take();
            send();
        }
        filling.add(item, line);
    }

    /** Sends what is left and waits for all answers. */
    void finish() {
        full.addLast(filling);
        filling = null;
        do {
            send();
            while (underWay > 0 && full.isEmpty()) {
                handleNext();
            }
        } while (!full.isEmpty());
    }

    /** Sends what is full, as soon as it may be. */
    private void send() {
        while (!full.isEmpty()) {
            if (outcome.hasFailed() || full.peekFirst().isEmpty()) {
                leave(full.pollFirst());
            } else if (underWay < transport.inFlight()) {
                send(full.pollFirst());
            } else {
                handleNext();
            }
        }
    }

    private void send(Body body) {
        underWay++;
        CompletableFuture<Response> unused =
                transport
                        .send(body)
                        .whenComplete((to, failure) -> answers.add(new Answer(body, to, failure)));
    }

    private void leave(Body body) {
        body.items().forEach(item -> outcome.left(item.change()));
        bodies.giveBack(body);
    }

    private void handleNext() {
        Answer answer;
        try {
            answer = answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException.Transient(
                    "Cannot wait for the answer to a bulk request: interrupted.", e);
        }
        underWay--;
        if (answer.failure() == null) {
            read(answer.body(), answer.response());
        } else {
            failed(answer.body(), answer.failure());
        }
    }

    private void failed(Body body, Throwable thrown) {
        Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (failure instanceof TargetException.Transient cause) {
            outcome.failed(cause);
            leave(body);
        } else if (failure instanceof SearchException refusal) {
            split(body, refusal);
        } else if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        } else {
            throw new IllegalStateException(failure);
        }
    }

    /** The request as a whole is refused: halves find out what of it is. */
    private void split(Body body, SearchException refusal) {
        List<Item> items = List.copyOf(body.items());
        boolean tooLarge = refusal.status() == TOO_LARGE;
        if (items.size() == 1) {
            outcome.refused(items.get(0).change(), alone(items.get(0), refusal, body.length()));
        } else {
            if (tooLarge) {
                bodies.tooLarge(body.length());
            }
            full.addLast(body(items.subList(0, items.size() / 2)));
            full.addLast(body(items.subList(items.size() / 2, items.size())));
        }
        bodies.giveBack(body);
    }

    private Body body(List<Item> items) {
        Body body = bodies.take();
        for (Item item : items) {
            line.clear();
            lines.write(item, line);
            body.add(item, line);
        }
        return body;
    }

    private static String alone(Item item, SearchException refusal, int length) {
        if (refusal.status() == TOO_LARGE) {
            return "Cannot write a document of index "
                    + item.target().index()
                    + ": the server does not take requests of "
                    + length
                    + " bytes. Raise http.max_content_length at the server and the limits of"
                    + " proxies before it, or leave large columns out by field.exclude.list.";
        }
        return Refusals.of(item, refusal.getMessage());
    }

    private void read(Body body, Response response) {
        List<Item> items = body.items();
        List<ItemResult> results;
        try {
            results = BulkAnswer.read(response.body());
        } catch (IOException e) {
            // Without the cause: its message quotes the answer.
            unreadable(body, e.getClass().getSimpleName());
            return;
        }
        if (!results.isEmpty() && results.size() != items.size()) {
            unreadable(body, results.size() + " results for " + items.size() + " documents");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            conclude(items.get(i), results.isEmpty() ? ItemResult.DONE : results.get(i));
        }
        bodies.giveBack(body);
    }

    private void unreadable(Body body, String why) {
        outcome.failed(
                new TargetException.Transient(
                        "Cannot read the answer to a bulk request: "
                                + why
                                + ". Look for a proxy between the worker and the cluster.",
                        null));
        leave(body);
    }

    private void conclude(Item item, ItemResult result) {
        switch (result.kind()) {
            case DONE -> outcome.done(item);
            case STALE -> outcome.stale(item.change());
            case AGAIN -> {
                outcome.left(item.change());
                outcome.failed(Refusals.passing(item, result.reason()));
            }
            case OUTDATED -> outdated(item, result);
            case REFUSED -> outcome.refused(item.change(), Refusals.of(item, result.reason()));
            case FORBIDDEN -> throw Refusals.forbidden(item, result.reason());
        }
    }

    private void outdated(Item item, ItemResult result) {
        outcome.outdated();
        if (!lastTry) {
            outcome.left(item.change());
        } else if (result.isMissingIndex()) {
            outcome.left(item.change());
            outcome.failed(Refusals.passing(item, result.reason()));
        } else {
            outcome.refused(item.change(), Refusals.of(item, result.reason()));
        }
    }
}
