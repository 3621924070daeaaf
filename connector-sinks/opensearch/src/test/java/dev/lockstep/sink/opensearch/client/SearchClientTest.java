package dev.lockstep.sink.opensearch.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.lockstep.sink.apply.TargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchClientTest {

    private static final Request ROOT = Request.of("GET", "/", Map.of());

    private static Request bulk(String lines) {
        byte[] bytes = (lines + "not this").getBytes(StandardCharsets.UTF_8);
        int length = lines.getBytes(StandardCharsets.UTF_8).length;
        return Request.lines("/_bulk", Map.of("filter_path", "a,b c"), bytes, length);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void sendsWhatItIsGivenAndReturnsTheAnswer() {
        try (Node node = Node.http(request -> Node.OK);
                SearchClient client = Clients.of(node.url())) {
            Response response = client.send(bulk("{\"ä\":1}\n"));
            assertThat(response.status()).isEqualTo(200);
            assertThat(text(response)).isEqualTo("{\"ok\":true}");
            Node.Asked asked = node.asked.get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.uri())
                    .isIn("/_bulk?filter_path=a%2Cb%20c", "/_bulk?filter_path=a%2Cb+c");
            assertThat(asked.body()).isEqualTo("{\"ä\":1}\n");
            assertThat(asked.header("Content-Type")).startsWith("application/x-ndjson");
            assertThat(asked.header("Authorization")).isNull();
        }
    }

    @Test
    void logsInWithEveryRequestUnasked() {
        try (Node node = Node.http(request -> Node.OK);
                SearchClient user =
                        Clients.of(
                                node.url(),
                                "connection.username",
                                "jürgen",
                                "connection.password",
                                "a:b");
                SearchClient key = Clients.of(node.url(), "connection.api.key", "a2V5")) {
            user.send(ROOT);
            key.send(ROOT);
            assertThat(node.asked.get(0).header("Authorization"))
                    .isEqualTo("Basic asO8cmdlbjphOmI=");
            assertThat(node.asked.get(1).header("Authorization")).isEqualTo("ApiKey a2V5");
        }
    }

    @Test
    void compressesRequestsWhereAsked() {
        try (Node node = Node.http(request -> Node.OK);
                SearchClient client = Clients.of(node.url(), "connection.compression", "true")) {
            String lines = "{\"index\":{}}\n".repeat(10_000);
            assertThat(text(client.send(bulk(lines)))).isEqualTo("{\"ok\":true}");
            assertThat(node.asked.get(0).header("Content-Encoding")).isEqualTo("gzip");
            assertThat(node.asked.get(0).body()).isEqualTo(lines);
        }
    }

    @Test
    void putsThePathOfTheUrlBeforeThatOfRequests() {
        try (Node node = Node.http(request -> Node.OK);
                SearchClient client = Clients.of(node.url() + "/search/")) {
            client.send(Request.of("GET", "/a%20b/_count", Map.of()));
            assertThat(node.asked.get(0).uri()).isEqualTo("/search/a%20b/_count");
        }
    }

    @Test
    void goesPastNodesThatAreDownOrBusy() {
        Node gone = Node.http(request -> Node.OK);
        String down = gone.url();
        gone.close();
        try (Node busy = Node.http(request -> new Node.Answer(503, ""));
                Node node = Node.http(request -> Node.OK);
                SearchClient client = Clients.of(down + "," + busy.url() + "," + node.url())) {
            for (int i = 0; i < 6; i++) {
                assertThat(client.send(bulk("x\n")).status()).isEqualTo(200);
            }
            assertThat(node.asked).hasSize(6);
        }
    }

    @Test
    void failsAsTransientWhereNoNodeAnswers() {
        Node gone = Node.http(request -> Node.OK);
        String down = gone.url();
        gone.close();
        try (SearchClient client = Clients.of(down)) {
            assertThatThrownBy(() -> client.send(ROOT))
                    .isInstanceOf(TargetException.Transient.class)
                    .hasMessageContaining("Cannot send a request to the cluster (GET /)")
                    .hasMessageContaining("Check that the cluster runs");
        }
    }

    @Test
    void failsAsTransientWhereAnAnswerTakesTooLong() {
        try (Node node = Node.silent();
                SearchClient client = Clients.of(node.url(), "read.timeout.ms", "100")) {
            assertThatThrownBy(() -> client.send(ROOT))
                    .isInstanceOf(TargetException.Transient.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "408, '', Transient",
        "429, es_rejected_execution_exception, Transient",
        "429, circuit_breaking_exception, Transient",
        "500, null_pointer_exception, Transient",
        "502, '', Transient",
        "503, unavailable_shards_exception, Transient",
        "503, no_shard_available_action_exception, Transient",
        "504, '', Transient",
        "403, cluster_block_exception, Transient",
        "400, index_closed_exception, Transient",
        "401, security_exception, Fatal",
        "403, security_exception, Fatal",
        "301, '', Fatal",
        "400, mapper_parsing_exception, SearchException",
        "404, index_not_found_exception, SearchException",
        "409, version_conflict_engine_exception, SearchException",
        "413, '', SearchException",
    })
    void tellsFailuresApart(int status, String type, String kind) {
        String body =
                type.isEmpty()
                        ? "<html>no</html>"
                        : "{\"error\":{\"type\":\"" + type + "\",\"reason\":\"SECRET\"}}";
        try (Node node = Node.http(request -> new Node.Answer(status, body));
                SearchClient client = Clients.of(node.url())) {
            Throwable failure = catchThrowable(() -> client.send(bulk("x\n")));
            assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining("status " + status);
            if (failure instanceof SearchException refusal) {
                assertThat(refusal.status()).isEqualTo(status);
                assertThat(refusal.type()).isEqualTo(type);
            }
        }
    }

    @Test
    void tellsNoValueOfARow() {
        String body =
                "{\"error\":{\"root_cause\":[],\"type\":\"mapper_parsing_exception\",\"reason\":"
                        + "\"failed to parse field [user.age] of type [long] in document with id"
                        + " 'SECRET'. Preview of field's value: 'SECRET'\",\"caused_by\":{\"type\":"
                        + "\"illegal_argument_exception\",\"reason\":\"For input string:"
                        + " \\\"SECRET\\\"\"}},\"status\":400}";
        try (Node node = Node.http(request -> new Node.Answer(400, body));
                SearchClient client = Clients.of(node.url())) {
            Throwable failure =
                    catchThrowable(
                            () -> client.send(Request.of("PUT", "/i/_doc/SECRET", Map.of())));
            assertThat(failure)
                    .hasMessageContaining(
                            "mapper_parsing_exception, field [user.age] of type [long]")
                    .hasMessageContaining("PUT /i/_doc)");
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("SECRET");
            }
        }
    }

    @Test
    void doesNotFollowToWhereItIsSent() {
        try (Node other = Node.http(request -> Node.OK);
                Node node =
                        Node.http(
                                request ->
                                        new Node.Answer(
                                                302, "", List.of("Location", other.url() + "/")));
                SearchClient client = Clients.of(node.url(), "connection.api.key", "a2V5")) {
            assertThatThrownBy(() -> client.send(ROOT)).isInstanceOf(TargetException.Fatal.class);
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void failsAsTransientWhereSomethingElseAnswers() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SearchClient client = Clients.of("http://127.0.0.1:" + other.getLocalPort())) {
            CompletableFuture<Response> answer = client.sendAsync(ROOT);
            try (Socket socket = other.accept()) {
                socket.getOutputStream().write("SSH-2.0-x\r\n".repeat(20).getBytes(UTF_8));
                assertThat(answer.handle((response, failure) -> failure).join())
                        .isInstanceOf(TargetException.Transient.class);
            }
        }
    }

    @Test
    void failsAtOnceWhenItIsClosed() {
        try (Node node = Node.http(request -> Node.OK)) {
            SearchClient client = Clients.of(node.url());
            client.close();
            assertThat(client.sendAsync(ROOT)).isCompletedExceptionally();
        }
    }

    @Test
    void callsOffWhatIsUnderWay() {
        try (Node node = Node.silent();
                SearchClient client = Clients.of(node.url())) {
            CompletableFuture<Response> answer = client.sendAsync(ROOT);
            await().until(() -> !node.asked.isEmpty());
            client.abort();
            await().until(answer::isDone);
            answer.handle(
                            (response, failure) ->
                                    assertThat(failure)
                                            .isInstanceOf(TargetException.Transient.class))
                    .join();
        }
    }

    @Test
    void sendsAgainAfterAnAbort() {
        try (Node node = Node.http(request -> Node.OK);
                SearchClient client = Clients.of(node.url())) {
            client.abort();
            assertThat(client.send(ROOT).status()).isEqualTo(200);
        }
    }

    @Test
    void hasSeveralRequestsUnderWayAtOnce() {
        CyclicBarrier together = new CyclicBarrier(5);
        try (Node node = Node.http(request -> meet(together));
                SearchClient client = Clients.of(node.url())) {
            List<CompletableFuture<Response>> answers =
                    Stream.generate(() -> client.sendAsync(ROOT)).limit(5).toList();
            assertThat(answers).allSatisfy(a -> assertThat(a.join().status()).isEqualTo(200));
        }
    }

    private static Node.Answer meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
            return Node.OK;
        } catch (Exception e) {
            return new Node.Answer(500, "");
        }
    }

    @Test
    void goesThroughAProxy() {
        try (Node proxy = Node.http(request -> Node.OK);
                SearchClient client =
                        Clients.of(
                                "http://search.invalid:9200",
                                "proxy.host",
                                "127.0.0.1",
                                "proxy.port",
                                Integer.toString(proxy.port()))) {
            assertThat(client.send(ROOT).status()).isEqualTo(200);
            assertThat(proxy.asked.get(0).header("Host")).isEqualTo("search.invalid:9200");
        }
    }

    @Test
    void leavesNoThreadBehind() {
        try (Node node = Node.http(request -> Node.OK);
                SearchClient client = Clients.of(node.url())) {
            client.send(ROOT);
            assertThat(threads()).isPositive();
        }
        await().until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lockstep-search"))
                .count();
    }
}
