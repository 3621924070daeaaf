package dev.lockstep.sink.opensearch.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpHost;

/** Whom to ask. Requests go round; a node that has failed is the last to be asked for a while. */
final class Nodes {

    private static final Duration REST = Duration.ofSeconds(30);

    /** One node. */
    static final class Node {

        private final HttpHost host;

        /** When it may be asked like the others again, by the clock of {@link System#nanoTime}. */
        private volatile long restUntil = System.nanoTime();

        private Node(URI url) {
            this.host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
        }

        HttpHost host() {
            return host;
        }

        void hasFailed() {
            restUntil = System.nanoTime() + REST.toNanos();
        }

        void hasAnswered() {
            restUntil = System.nanoTime();
        }

        private long rest(long now) {
            return Math.max(0, restUntil - now);
        }
    }

    private final List<Node> nodes;
    private final AtomicInteger turn = new AtomicInteger();

    Nodes(List<URI> urls) {
        this.nodes = urls.stream().map(Node::new).toList();
    }

    /** All nodes in the order in which a request should try them. */
    Deque<Node> next() {
        int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
        List<Node> order = new ArrayList<>(nodes.subList(first, nodes.size()));
        order.addAll(nodes.subList(0, first));
        long now = System.nanoTime();
        order.sort(Comparator.comparingLong(node -> node.rest(now)));
        return new ArrayDeque<>(order);
    }
}
