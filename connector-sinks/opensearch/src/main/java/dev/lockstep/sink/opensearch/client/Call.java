package dev.lockstep.sink.opensearch.client;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.opensearch.client.Cancellable;
import org.opensearch.client.ResponseListener;

/** A request that is under way. The client's threads call it with what it ends with. */
final class Call implements ResponseListener {

    private final Request request;
    private final Set<Call> underWay;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private volatile Cancellable handle;

    /**
     * @param underWay where it is until it ends
     */
    Call(Request request, Set<Call> underWay) {
        this.request = request;
        this.underWay = underWay;
        underWay.add(this);
    }

    void isSent(Cancellable sent) {
        handle = sent;
    }

    CompletableFuture<Response> answer() {
        return answer;
    }

    /** Makes it end soon. */
    void callOff() {
        Cancellable sent = handle;
        if (sent != null) {
            sent.cancel();
        }
    }

    @Override
    public void onSuccess(org.opensearch.client.Response response) {
        try {
            byte[] body =
                    response.getEntity() == null
                            ? new byte[0]
                            : EntityUtils.toByteArray(response.getEntity());
            underWay.remove(this);
            answer.complete(new Response(response.getStatusLine().getStatusCode(), body));
        } catch (IOException e) {
            onFailure(e);
        }
    }

    @Override
    public void onFailure(Exception failure) {
        underWay.remove(this);
        answer.completeExceptionally(Failures.of(request, failure));
    }
}
