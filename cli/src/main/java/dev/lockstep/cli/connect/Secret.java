package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Passwords from where others cannot read them. */
final class Secret {

    private Secret() {}

    /** The first line of a file. */
    static String ofFile(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CommandException(
                    "Cannot read the password file "
                            + file
                            + ": "
                            + e.getClass().getSimpleName()
                            + ". Name a file that holds the password alone.",
                    e);
        }
    }

    /** From JDK 22 on there is always a console; without a terminal it reads standard input. */
    @SuppressWarnings("SystemConsoleNull")
    static String askFor(String what) {
        Console console = System.console();
        if (console == null) {
            throw new CommandException(
                    "Cannot ask for the password: there is no terminal. Use --password-file or"
                            + " LOCKSTEP_DATABASE_PASSWORD.");
        }
        char[] password = console.readPassword("Password of %s: ", what);
        return password == null ? "" : new String(password);
    }
}
