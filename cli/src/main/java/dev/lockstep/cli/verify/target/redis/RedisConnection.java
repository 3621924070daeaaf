package dev.lockstep.cli.verify.target.redis;

import dev.lockstep.cli.output.CommandException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection to a server, by RESP 2: texts, numbers, lists, and null. */
final class RedisConnection implements AutoCloseable {

    /** Redis' own limit of a text is as large. */
    private static final int MAX_LENGTH = 512 << 20;

    private static final int TIMEOUT_MILLIS = 10_000;

    /** An error that the server answered with; its first word tells which. */
    record ServerError(String words) {

        String code() {
            return words.split(" ", 2)[0];
        }
    }

    private final Socket socket;
    private final String address;
    private final DataInputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket, String address) throws IOException {
        this.socket = socket;
        this.address = address;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /**
     * Connects.
     *
     * @param tls null for none
     * @param checked whether the certificate must name the host
     */
    static RedisConnection open(String host, int port, SSLContext tls, boolean checked) {
        String address = host + ":" + port;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            if (tls == null) {
                return new RedisConnection(plain, address);
            }
            SSLSocket secured =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
            if (checked) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            return new RedisConnection(secured, address);
        } catch (IOException e) {
            close(plain);
            throw failure(address, e);
        }
    }

    private static CommandException failure(String address, IOException e) {
        return new CommandException(
                "Cannot reach Redis ("
                        + address
                        + "): "
                        + CommandException.words(e)
                        + ". Check --target-url, and that it is up.",
                e);
    }

    String address() {
        return address;
    }

    /** The answers to commands that are sent together. */
    List<Object> ask(List<List<String>> commands) {
        try {
            for (List<String> command : commands) {
                write(command);
            }
            out.flush();
            List<Object> answers = new ArrayList<>();
            for (int i = 0; i < commands.size(); i++) {
                answers.add(read());
            }
            return answers;
        } catch (IOException e) {
            throw failure(address, e);
        }
    }

    /** The answer to one command, which is no error. */
    Object ask(String... command) {
        Object answer = ask(List.of(List.of(command))).get(0);
        if (answer instanceof ServerError error) {
            throw refused(command[0], error);
        }
        return answer;
    }

    CommandException refused(String command, ServerError error) {
        boolean login = List.of("NOAUTH", "WRONGPASS", "NOPERM").contains(error.code());
        return new CommandException(
                "Cannot read from Redis ("
                        + address
                        + "): it refuses "
                        + command
                        + " with "
                        + error.code()
                        + "."
                        + (login ? " Check --target-user and LOCKSTEP_TARGET_PASSWORD." : ""));
    }

    private void write(List<String> command) throws IOException {
        out.write(("*" + command.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String part : command) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    private Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> new ServerError(rest);
            case ':' -> Long.parseLong(rest);
            case '$' -> text(length(rest));
            case '*' -> list(length(rest));
            default -> throw new IOException("an answer that is not Redis'");
        };
    }

    private static int length(String text) throws IOException {
        long length = Long.parseLong(text);
        if (length > MAX_LENGTH) {
            throw new IOException("an answer of " + length + " bytes");
        }
        return (int) length;
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.skipBytes(2) < 2) {
            throw new EOFException("the connection ended");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Object> list(int length) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(read());
        }
        return elements;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\r') {
            line.append((char) next);
            next = in.read();
        }
        if (next < 0 || in.read() < 0 || line.length() == 0) {
            throw new EOFException("the connection ended");
        }
        return line.toString();
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was only read from.
        }
    }
}
