package dev.lockstep.sink.typesense.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Optional;

/** Gathers a body, unless it is too long. */
final class BoundedBody {

    private final long most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private BoundedBody(long most) {
        this.most = most;
    }

    static BodySubscriber<byte[]> subscriber(long most) {
        BoundedBody body = new BoundedBody(most);
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(body::add),
                nothing -> body.bytes.toByteArray());
    }

    private void add(Optional<byte[]> part) {
        byte[] more = part.orElse(new byte[0]);
        if (bytes.size() + (long) more.length > most) {
            throw new UncheckedIOException(
                    new IOException("the answer is longer than " + most + " bytes"));
        }
        bytes.writeBytes(more);
    }
}
