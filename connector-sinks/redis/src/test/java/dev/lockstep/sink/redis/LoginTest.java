package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.apply.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with users, passwords and a certificate; and what validation finds. */
class LoginTest {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir private static Path folder;
    private static Path certificate;
    private static RedisServer server;

    private final Changes users = Changes.users();

    @BeforeAll
    static void start() throws Exception {
        KeyStore keys = selfSigned(folder.resolve("keys.p12"));
        byte[] key = keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
        Path keyFile = pem("key.pem", "PRIVATE KEY", key);
        certificate = pem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        server =
                RedisServer.builder()
                        .password("s3cret")
                        .user(
                                "writer on >hers ~users:* ~lockstep* +@read +@write +@scripting"
                                        + " +@connection +@transaction +info +config|get +wait")
                        .user("reader on >his ~* +@read +@connection")
                        .user("narrow on >its ~users:* +@all")
                        .tls(certificate, keyFile, certificate)
                        .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path pem(String name, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    private static KeyStore selfSigned(Path store) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                List.of(
                        (keytool
                                        + " -genkeypair -alias server -keyalg EC -dname"
                                        + " CN=localhost -ext SAN=dns:localhost -storetype PKCS12"
                                        + " -storepass "
                                        + STORE_PASSWORD
                                        + " -keystore")
                                .split(" ", -1));
        List<String> whole = new ArrayList<>(command);
        whole.add(store.toString());
        assertThat(new ProcessBuilder(whole).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        return keys;
    }

    private void write(String... options) {
        RedisTarget target = Redis.target(server, options);
        try {
            target.apply(Changes.batch(users.upsert(1L, "a", null), users.delete(2L)));
        } finally {
            target.close();
        }
    }

    @Test
    void aUserNeedsNoMoreThanTheKeys() {
        write("connection.username", "writer", "connection.password", "hers");
        assertThat(validate("connection.username", "writer", "connection.password", "hers"))
                .isEmpty();
        write("connection.password", "s3cret");
    }

    @Test
    void whoeverMayNotIsTold() {
        for (String[] login :
                List.of(
                        new String[] {"connection.password", "wr0ng"},
                        new String[] {},
                        new String[] {
                            "connection.username", "reader", "connection.password", "his"
                        },
                        new String[] {
                            "connection.username", "narrow", "connection.password", "its"
                        })) {
            assertThatThrownBy(() -> write(login))
                    .isInstanceOf(TargetException.Fatal.class)
                    .hasMessageContaining("connection.username")
                    .hasMessageNotContaining("wr0ng");
        }
    }

    @Test
    void aServerHasToShowACertificateThatIsTrustedAndNamesIt() {
        String url = "rediss://127.0.0.1:" + server.tlsPort();
        String[] trust = {"ssl.truststore.location", certificate.toString()};
        assertThatThrownBy(() -> write("connection.url", url, "connection.password", "s3cret"))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("ssl.truststore.location");
        assertThatThrownBy(
                        () ->
                                write(
                                        "connection.url",
                                        url,
                                        "connection.password",
                                        "s3cret",
                                        trust[0],
                                        trust[1],
                                        "ssl.truststore.type",
                                        "PEM"))
                .isInstanceOf(TargetException.Fatal.class);
        write(
                "connection.url",
                "rediss://localhost:" + server.tlsPort(),
                "connection.password",
                "s3cret",
                trust[0],
                trust[1],
                "ssl.truststore.type",
                "PEM");
    }

    private static Map<String, List<String>> validate(String... options) {
        Map<String, String> all = new HashMap<>();
        all.put("connection.url", "redis://127.0.0.1:" + server.port());
        all.put("connection.password", "s3cret");
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value : new RedisSinkConnector().validate(all).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }

    @Test
    void validationFindsWhatIsWrongWithTheServer() {
        assertThat(validate()).isEmpty();
        assertThat(validate("connection.password", "wr0ng"))
                .containsOnlyKeys("connection.password");
        assertThat(validate("connection.url", "redis://127.0.0.1:1"))
                .containsOnlyKeys("connection.url");
        assertThat(validate("value.format", "json")).containsOnlyKeys("value.format");
        assertThat(validate("connection.mode", "cluster")).containsOnlyKeys("connection.mode");
    }

    @Test
    void validationRefusesAServerThatEvicts() {
        server.command("CONFIG", "SET", "maxmemory", "1gb");
        server.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try {
            assertThat(validate()).containsOnlyKeys("fence.eviction");
            assertThat(validate("fence.eviction", "accept")).isEmpty();
            assertThat(validate("fence", "none")).isEmpty();
        } finally {
            server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
    }
}
