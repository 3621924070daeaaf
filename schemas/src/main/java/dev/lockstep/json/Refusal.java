package dev.lockstep.json;

/**
 * JSON that does not say what a schema asks for. Checked, so that it cannot leave the package
 * unnamed; its message never holds a value.
 */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message, null, false, false);
    }

    /** Says where, from the inside out. */
    Refusal in(String place) {
        return new Refusal(place + ": " + getMessage());
    }
}
