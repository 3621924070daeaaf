package dev.lockstep.sink.opensearch.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;

/** The body of a request on its way out, straight from the bytes of whoever sends it. */
final class Body implements AsyncEntityProducer {

    private static final int UNKNOWN = -1;

    private final Request request;
    private final boolean zipped;

    /** What is left to send; null before the first of it. */
    private ByteBuffer rest;

    Body(Request request, boolean zipped) {
        this.request = request;
        this.zipped = zipped;
    }

    /** Compression is left to the client's threads, so that the sender can go on meanwhile. */
    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (rest == null) {
            rest = zipped ? zip() : ByteBuffer.wrap(request.body(), 0, request.length());
        }
        channel.write(rest);
        if (!rest.hasRemaining()) {
            channel.endStream();
        }
    }

    private ByteBuffer zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.length() / 4 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(request.body(), 0, request.length());
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    @Override
    public int available() {
        return rest == null ? request.length() : rest.remaining();
    }

    @Override
    public long getContentLength() {
        return zipped ? UNKNOWN : request.length();
    }

    @Override
    public String getContentType() {
        return request.contentType();
    }

    @Override
    public String getContentEncoding() {
        return zipped ? "gzip" : null;
    }

    @Override
    public boolean isChunked() {
        return zipped;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    /** A proxy may want to be logged in to first. */
    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    @Override
    public void releaseResources() {
        rest = null;
    }
}
