package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void takesThePreferredPortOnce() {
        int port = FreePort.next();
        // Handed out, and so no longer to be had.
        assertThat(FreePort.preferring(port)).isNotEqualTo(port);
        int free = unused();
        assertThat(FreePort.preferring(free)).isEqualTo(free);
        assertThat(FreePort.preferring(free)).isNotEqualTo(free);
    }

    @Test
    void leavesAPortToWhoeverListensOnIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.preferring(other.getLocalPort()))
                    .isNotEqualTo(other.getLocalPort());
        }
    }

    private static int unused() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
