package dev.lockstep.transform.document;

/** A text that was to be a JSON object and is none. Says where, and nothing of the text. */
public final class DocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DocumentException(String reason) {
        super(reason);
    }
}
