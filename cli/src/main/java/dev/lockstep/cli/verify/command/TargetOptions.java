package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.output.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where a sink's target is, if not where the sink's configuration says. */
final class TargetOptions {

    private static final String PASSWORD = "LOCKSTEP_TARGET_PASSWORD";

    /** A value that the worker looks up, which its REST interface does not tell. */
    private static final Pattern LOOKED_UP = Pattern.compile("\\$\\{[^}]*}");

    private static final String[] CONNECTION = {"connection.", "redis.", "ssl.", "sentinel."};

    @Option(
            names = "--target-url",
            paramLabel = "URL",
            description =
                    "The target, as the sink's connection.url (default: that). Environment:"
                            + " LOCKSTEP_TARGET_URL.")
    private String url;

    @Option(
            names = "--target-user",
            paramLabel = "USER",
            description =
                    "User to log in to the target as (default: the sink's). Environment:"
                            + " LOCKSTEP_TARGET_USER.")
    private String user;

    @Option(
            names = "--target-password-file",
            paramLabel = "FILE",
            description =
                    "File whose first line is the password (default: the environment's"
                            + " LOCKSTEP_TARGET_PASSWORD, else the sink's).")
    private Path passwordFile;

    private final Map<String, String> environment;

    TargetOptions() {
        this(System.getenv());
    }

    TargetOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A sink's configuration with what is given here, and without what only the worker knows. */
    Map<String, String> applied(Map<String, String> sink) {
        Map<String, String> config = new HashMap<>(sink);
        config.entrySet().removeIf(option -> isLookedUp(option.getKey(), option.getValue()));
        put(config, given(url, "LOCKSTEP_TARGET_URL"), "connection.url");
        put(config, given(user, "LOCKSTEP_TARGET_USER"), "connection.user", "connection.username");
        put(config, password(), "connection.password");
        return config;
    }

    private static boolean isLookedUp(String option, String value) {
        for (String prefix : CONNECTION) {
            if (option.startsWith(prefix)) {
                return value == null || LOOKED_UP.matcher(value).find();
            }
        }
        return value == null;
    }

    private String given(String option, String name) {
        return option == null ? environment.get(name) : option;
    }

    private String password() {
        if (passwordFile == null) {
            return environment.get(PASSWORD);
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CommandException(
                    "Cannot read the password file "
                            + passwordFile
                            + ": "
                            + e.getClass().getSimpleName()
                            + ". Name a file that holds the password alone.",
                    e);
        }
    }

    private static void put(Map<String, String> config, String value, String... options) {
        if (value != null) {
            for (String option : options) {
                config.put(option, value);
            }
        }
    }
}
