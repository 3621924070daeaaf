package dev.lockstep.sink.typesense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate names another host. */
class EncryptedServerTest {

    private static final String PASSWORD = "changeit";

    @TempDir private static Path folder;

    private final Changes table = new Changes("t", "k", Schema.INT64_SCHEMA);

    @Test
    void aServerHasToShowACertificateThatIsTrustedAndNamesIt() throws Exception {
        Path store = keyStore();
        try (FakeServer server = new FakeServer(https(store))) {
            assertThatThrownBy(() -> write(server))
                    .isInstanceOf(TargetException.Fatal.class)
                    .hasMessageContaining("ssl.truststore.location");
            assertThatThrownBy(() -> write(server, trust(store)))
                    .isInstanceOf(TargetException.Fatal.class);
            write(server, trust(store, "ssl.endpoint.identification.algorithm", ""));
            assertThat(server.documents("t")).containsOnlyKeys("1");
        }
    }

    private void write(FakeServer server, String... options) {
        new TypesenseTarget(
                        Configs.of("https://127.0.0.1:" + server.port(), options),
                        new SinkMetrics(),
                        Clock.systemUTC())
                .apply(Changes.batch(table.upsert(1L)));
    }

    private static String[] trust(Path store, String... more) {
        String[] options = {
            "ssl.truststore.location",
            store.toString(),
            "ssl.truststore.password",
            PASSWORD,
            "ssl.truststore.type",
            "PKCS12"
        };
        String[] all = new String[options.length + more.length];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }

    private static Path keyStore() throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=other.example.com",
                                "-ext",
                                "san=dns:other.example.com",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static HttpsServer https(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
