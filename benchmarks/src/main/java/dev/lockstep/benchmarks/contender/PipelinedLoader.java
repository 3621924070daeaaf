package dev.lockstep.benchmarks.contender;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Sets keys of Redis with as many commands at once as are told, and nothing else.
 *
 * @param underWay how many such flushes may lack their answers while the next is made; with one,
 *     each waits for its answers, as the pipelines of client libraries do
 */
public record PipelinedLoader(String host, int port, int commands, int underWay)
        implements LoaderFiller.Loader {

    private static final byte[] FINE = ascii("+OK\r\n");
    private static final byte[] SET = ascii("*3\r\n$3\r\nSET\r\n");
    private static final byte[] END = ascii("\r\n");

    @Override
    public void load(Documents documents, String topic, int rows) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port));
            Pipeline pipeline = new Pipeline(socket);
            documents.each(topic, rows, pipeline);
            pipeline.finish();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private final class Pipeline implements Documents.Taker {

        private final Socket socket;
        private final InputStream answers;
        private byte[] buffer = new byte[1 << 20];
        private int length;
        private int gathered;
        private int unanswered;

        Pipeline(Socket socket) throws IOException {
            this.socket = socket;
            this.answers = socket.getInputStream();
        }

        @Override
        public void take(long id, byte[] document) throws IOException {
            put(SET);
            word(ascii(CacheStore.key(id)));
            word(document);
            if (++gathered == commands) {
                flush();
                read((underWay - 1) * commands);
            }
        }

        void finish() throws IOException {
            flush();
            read(0);
        }

        private void word(byte[] word) {
            put(ascii("$" + word.length));
            put(END);
            put(word);
            put(END);
        }

        private void put(byte[] bytes) {
            if (bytes.length > buffer.length - length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length + bytes.length);
            }
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
        }

        private void flush() throws IOException {
            socket.getOutputStream().write(buffer, 0, length);
            length = 0;
            unanswered += gathered;
            gathered = 0;
        }

        /** Reads answers until no more than so many lack. */
        private void read(int left) throws IOException {
            int count = Math.max(0, unanswered - left);
            byte[] read = answers.readNBytes(count * FINE.length);
            for (int at = 0; at < count * FINE.length; at += FINE.length) {
                if (!Arrays.equals(read, at, at + FINE.length, FINE, 0, FINE.length)) {
                    throw new IOException("Redis has refused a command");
                }
            }
            unanswered -= count;
        }
    }
}
