package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    private static final String STORE_PASSWORD = "changeit";

    @Test
    void keepsDataAndPortOverRestartAndKillAndLeavesNothingBehind() {
        Path home;
        ProcessHandle process;
        try (RedisServer server =
                RedisServer.builder()
                        .appendOnly()
                        .setting("maxmemory", "50mb")
                        .password("secret")
                        .start()) {
            home = server.logFile().getParent();
            int port = server.port();
            server.command("SET", "a", "\u00e4");
            server.restart();
            server.command("RPUSH", "b", "1", "2");
            server.kill();
            assertThatThrownBy(() -> server.command("PING"))
                    .isInstanceOf(EmbeddedServerException.class);
            server.start();
            process = ProcessHandle.of(server.pid()).orElseThrow();
            assertThat(server.command("GET", "a")).isEqualTo("\u00e4");
            assertThat(server.command("LRANGE", "b", "0", "-1")).isEqualTo(List.of("1", "2"));
            assertThat(server.command("GET", "c")).isNull();
            assertThat(server.command("CONFIG", "GET", "maxmemory"))
                    .isEqualTo(List.of("maxmemory", "52428800"));
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.cpuTime()).isNotNull();
        }
        assertThat(home).doesNotExist();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void asksEveryUserForThePassword() throws Exception {
        try (RedisServer server =
                        RedisServer.builder()
                                .password("secret")
                                .user("alice on >hers ~a* +get")
                                .start();
                RedisConnection client = new RedisConnection(server.host(), server.port())) {
            assertThatThrownBy(() -> client.exchange(List.of("GET", "a")))
                    .hasMessageStartingWith("NOAUTH");
            client.exchange(List.of("AUTH", "alice", "hers"));
            assertThat(client.exchange(List.of("GET", "a"))).isNull();
            assertThatThrownBy(() -> client.exchange(List.of("SET", "a", "1")))
                    .hasMessageStartingWith("NOPERM");
        }
    }

    @Test
    void speaksTlsWithACertificate(@TempDir Path folder) throws Exception {
        KeyStore keys = selfSigned(folder.resolve("keys.p12"));
        byte[] key = keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
        Path keyFile = writePem(folder.resolve("key.pem"), "PRIVATE KEY", key);
        byte[] certificate = keys.getCertificate("server").getEncoded();
        Path certificateFile = writePem(folder.resolve("server.pem"), "CERTIFICATE", certificate);
        try (RedisServer server =
                        RedisServer.builder()
                                .tls(certificateFile, keyFile, certificateFile)
                                .start();
                Socket socket = trusting(keys).createSocket(server.host(), server.tlsPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(7)).asString().isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void quotesTheLogOfAServerThatRefusesToStart() {
        assertThatThrownBy(() -> RedisServer.builder().setting("no-such-setting", "1").start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Cannot start Redis (port ")
                .hasMessageContaining("no-such-setting");
    }

    @Test
    void sentinelPromotesTheReplicaOfAKilledMaster() throws IOException {
        try (RedisServer master = RedisServer.builder().password("secret").start();
                RedisServer replica =
                        RedisServer.builder().password("secret").replicaOf(master).start()) {
            setOnReplicaToo(master);
            try (RedisSentinel sentinel = RedisSentinel.start(master)) {
                assertThat(sentinel.masterPort()).isEqualTo(master.port());
                master.kill();
                await(() -> sentinel.masterPort() == replica.port());
                await(() -> "master".equals(replica.info("replication", "role")));
                assertThat(replica.command("GET", "a")).isEqualTo("1");
                assertThat(replica.command("SET", "a", "2")).isEqualTo("OK");
            }
        }
    }

    @Test
    void clusterSharesTheSlotsAndReplacesAKilledMaster() throws IOException {
        try (RedisCluster cluster = RedisCluster.builder().replicas(1).start()) {
            assertThat(cluster.nodes()).hasSize(6).allMatch(RedisCluster::isOk);
            // The slot of "a" is 15495.
            RedisServer master = cluster.master(15_495);
            RedisServer replica = cluster.replicaOf(master);
            setOnReplicaToo(master);
            assertThatThrownBy(() -> cluster.master(0).command("GET", "a"))
                    .hasMessageContaining("MOVED 15495 127.0.0.1:" + master.port());
            master.kill();
            await(() -> "master".equals(replica.info("replication", "role")));
            await(() -> RedisCluster.isOk(replica));
            assertThat(replica.command("GET", "a")).isEqualTo("1");
        }
    }

    private static SSLSocketFactory trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static Path writePem(Path file, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    private static KeyStore selfSigned(Path store) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments =
                " -genkeypair -alias server -keyalg EC -dname CN=localhost -ext SAN=IP:127.0.0.1"
                        + " -storetype PKCS12 -storepass "
                        + STORE_PASSWORD
                        + " -keystore "
                        + store;
        List<String> line = new ArrayList<>(List.of(arguments.strip().split(" ")));
        line.add(0, keytool);
        assertThat(new ProcessBuilder(line).start().waitFor()).isZero();
        return KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
    }

    /** WAIT is for the writes of its own connection. */
    private static void setOnReplicaToo(RedisServer master) throws IOException {
        try (RedisConnection client = new RedisConnection(master.host(), master.port())) {
            if (!master.password().isEmpty()) {
                client.exchange(List.of("AUTH", master.password()));
            }
            client.exchange(List.of("SET", "a", "1"));
            assertThat(client.exchange(List.of("WAIT", "1", "10000"))).isEqualTo(1L);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
