package dev.lockstep.cli.output;

/** A command cannot go on; the message is one line for whoever typed it. */
public final class CommandException extends RuntimeException {

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The first line of what another system said, without a full stop, never empty. */
    public static String words(Throwable failure) {
        Throwable told = failure;
        while (told.getMessage() == null && told.getCause() != null) {
            told = told.getCause();
        }
        String message = told.getMessage();
        if (message == null || message.isBlank()) {
            return told.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
