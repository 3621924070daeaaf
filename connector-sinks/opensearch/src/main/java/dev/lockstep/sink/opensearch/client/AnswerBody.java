package dev.lockstep.sink.opensearch.client;

import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** Gathers the body of an answer, as long as it is no longer than any that was asked for. */
final class AnswerBody extends AbstractBinAsyncEntityConsumer<byte[]> {

    private static final int MAX = 100 * 1024 * 1024;
    private static final int INITIAL = 4 * 1024;

    private ByteArrayBuffer bytes = new ByteArrayBuffer(INITIAL);

    @Override
    protected void streamStart(ContentType contentType) {}

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer part, boolean endOfStream) throws ContentTooLongException {
        if (bytes.length() + (long) part.remaining() > MAX) {
            throw new ContentTooLongException("the answer has more than %d bytes", MAX);
        }
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.append(copy, 0, copy.length);
    }

    @Override
    protected byte[] generateContent() {
        return bytes.toByteArray();
    }

    @Override
    public void releaseResources() {
        bytes = new ByteArrayBuffer(0);
    }
}
