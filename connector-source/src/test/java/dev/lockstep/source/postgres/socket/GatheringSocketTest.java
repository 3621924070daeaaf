package dev.lockstep.source.postgres.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.socket.GatheringSocket.Arrival;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatheringSocketTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final GatheringSocket socket = new GatheringSocket();
    private ServerSocket server;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.connect(server.getLocalSocketAddress());
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        server.close();
    }

    @Test
    void readsEverythingThatItWaitedFor() throws IOException {
        peer.getOutputStream().write(new byte[] {1, 2, (byte) 200});
        assertThat(socket.await(LONG)).isEqualTo(Arrival.BYTES);
        assertThat(socket.await(LONG)).isEqualTo(Arrival.BYTES);
        InputStream input = socket.getInputStream();
        assertThat(input.available()).isEqualTo(3);
        byte[] bytes = new byte[8];
        assertThat(input.read(bytes, 2, 6)).isEqualTo(3);
        assertThat(bytes).containsExactly(0, 0, 1, 2, (byte) 200, 0, 0, 0);
    }

    @Test
    void readsASingleByteThatItWaitedFor() throws IOException {
        peer.getOutputStream().write(255);
        assertThat(socket.await(LONG)).isEqualTo(Arrival.BYTES);
        assertThat(socket.getInputStream().read()).isEqualTo(255);
        assertThat(socket.getInputStream().available()).isZero();
    }

    @Test
    void staysUsableWhenNothingCame() throws IOException {
        socket.setSoTimeout(1234);
        assertThat(socket.await(Duration.ofMillis(1))).isEqualTo(Arrival.NOTHING);
        assertThat(socket.getSoTimeout()).isEqualTo(1234);
        peer.getOutputStream().write(7);
        assertThat(socket.await(LONG)).isEqualTo(Arrival.BYTES);
        assertThat(socket.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void tellsTheEndFromSilence() throws IOException {
        peer.close();
        assertThat(socket.await(LONG)).isEqualTo(Arrival.END);
        assertThat(socket.getInputStream().read(new byte[1])).isEqualTo(-1);
    }
}
