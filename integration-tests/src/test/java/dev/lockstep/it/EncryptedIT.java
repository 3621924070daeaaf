package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.PostgresServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The replication connection over TLS, busy and quiet. */
@ExtendWith(Stack.Shared.class)
class EncryptedIT {

    private static final String STORE_PASSWORD = "changeit";

    @Test
    void streamsOverTlsAndOutlivesSilence(Stack stack, @TempDir Path folder) throws Exception {
        String name = "encrypted";
        try (PostgresServer postgres = PostgresServer.builder().start()) {
            KeyStore keys = selfSigned(folder);
            encrypt(postgres, keys);
            postgres.execute("postgres", "CREATE DATABASE " + name);
            postgres.execute(name, "CREATE TABLE item (id int PRIMARY KEY)");
            Path certificate = folder.resolve("server.crt");
            Files.writeString(certificate, pem("CERTIFICATE", certificate(keys)));
            try (Capture capture = new Capture(stack, stack.worker, name);
                    Events events = capture.events("public.item")) {
                Map<String, String> config =
                        new TreeMap<>(
                                capture.config(
                                        "database.port",
                                        Integer.toString(postgres.port()),
                                        "database.sslmode",
                                        "verify-full",
                                        "database.sslrootcert",
                                        certificate.toString(),
                                        "status.update.interval.ms",
                                        "100"));
                stack.worker.rest().configure(name, config);
                stack.worker.rest().awaitRunning(name, Duration.ofSeconds(30));
                await("the slot is read").until(() -> walsender(postgres) != null);
                String walsender = walsender(postgres);
                assertThat(walsender).endsWith(" TLSv1.3");
                for (int i = 1; i <= 3; i++) {
                    postgres.execute(
                            name,
                            "INSERT INTO item SELECT " + i + " * 1000 + generate_series(1, 1000)");
                    assertThat(events.next(1000)).hasSize(1000);
                    await("several statuses in silence")
                            .during(Duration.ofMillis(500))
                            .atMost(Duration.ofSeconds(10))
                            .until(() -> walsender.equals(walsender(postgres)));
                }
            }
        }
    }

    /** Its process and the encryption of its connection; null while there is none. */
    private static String walsender(PostgresServer postgres) throws Exception {
        try (Connection connection = postgres.connect("postgres");
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT pid || ' ' || version FROM pg_stat_replication JOIN"
                                                + " pg_stat_ssl USING (pid)")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void encrypt(PostgresServer postgres, KeyStore keys) throws Exception {
        byte[] key = keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
        store(postgres, "server.key", pem("PRIVATE KEY", key));
        store(postgres, "server.crt", pem("CERTIFICATE", certificate(keys)));
        postgres.execute("postgres", "ALTER SYSTEM SET ssl = on");
        postgres.restart();
    }

    /** Into the data directory, as the server's own user and for nobody else. */
    private static void store(PostgresServer postgres, String file, String content)
            throws Exception {
        postgres.execute(
                "postgres",
                "COPY (SELECT regexp_split_to_table('"
                        + content
                        + "', '\\n')) TO PROGRAM 'umask 077; cat > "
                        + file
                        + "'");
    }

    private static byte[] certificate(KeyStore keys) throws Exception {
        return keys.getCertificate("server").getEncoded();
    }

    private static String pem(String type, byte[] content) {
        Base64.Encoder encoder =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN "
                + type
                + "-----\n"
                + encoder.encodeToString(content)
                + "\n-----END "
                + type
                + "-----\n";
    }

    private static KeyStore selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        int status =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=IP:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                STORE_PASSWORD,
                                "-keystore",
                                store.toString())
                        .start()
                        .waitFor();
        assertThat(status).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, STORE_PASSWORD.toCharArray());
        }
        return keys;
    }
}
