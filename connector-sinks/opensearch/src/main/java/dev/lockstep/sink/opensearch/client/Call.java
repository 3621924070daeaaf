package dev.lockstep.sink.opensearch.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;

/**
 * A request that is under way: to one node, and to the next where that does not answer. The
 * client's threads call it with what it ends with.
 */
final class Call implements FutureCallback<Message<HttpResponse, byte[]>> {

    /** Sends a request to a node, once. */
    interface Sender
            extends BiFunction<
                    Nodes.Node, FutureCallback<Message<HttpResponse, byte[]>>, Future<?>> {}

    private final Request request;
    private final Deque<Nodes.Node> nodes;
    private final Sender sender;
    private final Set<Call> underWay;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();

    private volatile boolean calledOff;
    private volatile Future<?> sent;

    /**
     * @param nodes to be asked, in their order
     * @param underWay where it is until it ends
     */
    Call(Request request, Deque<Nodes.Node> nodes, Sender sender, Set<Call> underWay) {
        this.request = request;
        this.nodes = nodes;
        this.sender = sender;
        this.underWay = underWay;
    }

    CompletableFuture<Response> send() {
        underWay.add(this);
        ask();
        return answer;
    }

    /** It may be called off while it goes to the next node. */
    private void ask() {
        try {
            Future<?> current = sender.apply(nodes.peek(), this);
            sent = current;
            if (calledOff) {
                current.cancel(true);
            }
        } catch (RuntimeException e) {
            end(e);
        }
    }

    /** Makes it end soon. */
    void callOff() {
        calledOff = true;
        Future<?> current = sent;
        if (current != null) {
            current.cancel(true);
        }
    }

    @Override
    public void completed(Message<HttpResponse, byte[]> message) {
        int status = message.getHead().getCode();
        boolean isAway = status == 502 || status == 503 || status == 504;
        if (isAway) {
            nodes.peek().hasFailed();
            if (goesOn()) {
                return;
            }
        } else {
            nodes.peek().hasAnswered();
        }
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
        boolean isFine = status < 300 || (status == 404 && request.method().equals("HEAD"));
        underWay.remove(this);
        if (isFine) {
            answer.complete(new Response(status, body));
        } else {
            answer.completeExceptionally(Failures.refused(request, status, body));
        }
    }

    /** One that takes too long is not asked of another node: the cluster has enough to do. */
    @Override
    public void failed(Exception failure) {
        if (failure instanceof IOException || failure instanceof HttpException) {
            nodes.peek().hasFailed();
            boolean tookTooLong =
                    failure instanceof InterruptedIOException
                            && !(failure instanceof ConnectTimeoutException);
            if (!tookTooLong && goesOn()) {
                return;
            }
        }
        end(failure);
    }

    @Override
    public void cancelled() {
        end(new CancellationException());
    }

    /** Asks the next node; false where there is none. */
    private boolean goesOn() {
        if (calledOff || nodes.size() == 1) {
            return false;
        }
        nodes.remove();
        ask();
        return true;
    }

    private void end(Exception failure) {
        underWay.remove(this);
        answer.completeExceptionally(Failures.of(request, failure));
    }
}
