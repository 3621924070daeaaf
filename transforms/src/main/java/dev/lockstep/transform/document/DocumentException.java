package dev.lockstep.transform.document;

/** A text that was to be a JSON object and is none. Says where, and nothing of the text. */
public final class DocumentException extends RuntimeException {

    DocumentException(String reason, int place) {
        super(reason + " at character " + place);
    }
}
