package dev.lockstep.sink.opensearch.client;

/**
 * A request was refused in a way that its sender may deal with. The message holds no value of a
 * document.
 */
public final class SearchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    /**
     * @param status of HTTP: 400, 404, 409 or 413
     * @param type the server's word for the error; empty where it tells none
     * @param reason what may be told of it, without values
     */
    public SearchException(int status, String type, String reason) {
        super(reason);
        this.status = status;
        this.type = type;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }
}
