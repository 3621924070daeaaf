package dev.lockstep.sink.opensearch.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.apply.TargetException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    private static final Request ROOT = Request.of("GET", "/", Map.of());

    @TempDir static Path folder;

    private static Identity server;
    private static Identity stranger;
    private static Identity user;

    @BeforeAll
    static void makeKeys() {
        server = Identity.make(folder, "server", "IP:127.0.0.1");
        stranger = Identity.make(folder, "stranger", "DNS:search.example.com");
        user = Identity.make(folder, "user", "DNS:user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12", "PEM"})
    void trustsTheCertificatesThatItIsGiven(String type) {
        try (Node node = Node.https(server.context(null), false);
                SearchClient client = Clients.of(node.url(), trusting(server, type))) {
            assertThat(client.send(ROOT).status()).isEqualTo(200);
        }
    }

    private static String[] trusting(Identity other, String type) {
        return type.equals("PEM")
                ? new String[] {
                    "ssl.truststore.location",
                    other.trustStore("PEM").toString(),
                    "ssl.truststore.type",
                    "PEM"
                }
                : new String[] {
                    "ssl.truststore.location",
                    other.trustStore(type).toString(),
                    "ssl.truststore.password",
                    Identity.PASSWORD,
                    "ssl.truststore.type",
                    type
                };
    }

    @Test
    void stopsWhereItDoesNotTrustANode() {
        try (Node node = Node.https(server.context(null), false);
                SearchClient client = Clients.of(node.url())) {
            assertThatThrownBy(() -> client.send(ROOT))
                    .isInstanceOf(TargetException.Fatal.class)
                    .hasMessageContaining("Set ssl.truststore.location");
            assertThat(node.asked).isEmpty();
        }
    }

    @Test
    void stopsWhereACertificateNamesAnotherHost() {
        try (Node node = Node.https(stranger.context(null), false);
                SearchClient client = Clients.of(node.url(), trusting(stranger, "PKCS12"))) {
            assertThatThrownBy(() -> client.send(ROOT)).isInstanceOf(TargetException.Fatal.class);
            assertThat(node.asked).isEmpty();
        }
    }

    @Test
    void takesACertificateOfAnotherHostWhereToldTo() {
        try (Node node = Node.https(stranger.context(null), false);
                SearchClient client =
                        Clients.of(
                                node.url(),
                                "ssl.truststore.location",
                                stranger.trustStore("PKCS12").toString(),
                                "ssl.truststore.password",
                                Identity.PASSWORD,
                                "ssl.truststore.type",
                                "PKCS12",
                                "ssl.endpoint.identification.algorithm",
                                "")) {
            assertThat(client.send(ROOT).status()).isEqualTo(200);
        }
    }

    @Test
    void showsItsOwnCertificate() {
        try (Node node = Node.https(server.context(user), true);
                SearchClient client =
                        Clients.of(
                                node.url(),
                                "ssl.truststore.location",
                                server.trustStore("PKCS12").toString(),
                                "ssl.truststore.password",
                                Identity.PASSWORD,
                                "ssl.truststore.type",
                                "PKCS12",
                                "ssl.keystore.location",
                                user.keyStore().toString(),
                                "ssl.keystore.password",
                                Identity.PASSWORD,
                                "ssl.keystore.type",
                                "PKCS12")) {
            assertThat(client.send(ROOT).status()).isEqualTo(200);
        }
    }

    @Test
    void failsWithoutACertificateWhereOneIsAskedFor() {
        try (Node node = Node.https(server.context(user), true);
                SearchClient client = Clients.of(node.url(), trusting(server, "PKCS12"))) {
            assertThatThrownBy(() -> client.send(ROOT)).isInstanceOf(TargetException.class);
            assertThat(node.asked).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithAStore() {
        assertThatThrownBy(
                        () ->
                                Clients.of(
                                        "https://127.0.0.1:1",
                                        "ssl.truststore.location",
                                        folder + "/missing.p12",
                                        "ssl.truststore.type",
                                        "PKCS12"))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("Cannot prepare TLS")
                .hasMessageContaining("missing.p12");
    }
}
