package dev.lockstep.cli.apply;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which options hold what must not be seen: those that a plugin defines as passwords, and those
 * whose names say so, for a worker knows nothing of options that it only passes on.
 */
record Secrets(Set<String> passwords) {

    static final String HIDDEN = "[hidden]";

    private static final Pattern TELLING =
            Pattern.compile(
                    ".*(password|secret|token|credential|jaas|passphrase|api[._-]?key"
                            + "|private[._-]?key|ssl[._]?key(store[._]key)?$|basic\\.auth).*",
                    Pattern.CASE_INSENSITIVE);

    /** Passwords in URLs, as parameters and before the host. */
    private static final Pattern PARAMETER =
            Pattern.compile("((?:password|pwd|secret|token)=)[^&;\\s]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOGIN = Pattern.compile("(://[^:/@\\s]*:)[^@/\\s]+@");

    /** The value for people to see. */
    String shown(String option, String value) {
        if (value == null) {
            return null;
        }
        if (isSecret(option)) {
            return HIDDEN;
        }
        String shown = PARAMETER.matcher(value).replaceAll("$1" + HIDDEN);
        return LOGIN.matcher(shown).replaceAll("$1" + HIDDEN + "@");
    }

    private boolean isSecret(String option) {
        return passwords.contains(option) || TELLING.matcher(option).matches();
    }
}
