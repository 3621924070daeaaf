package dev.lockstep.sink.opensearch.bulk;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server says of one item.
 *
 * @param kind what follows from it
 * @param reason the error in the server's words, as far as those cannot hold values; null where
 *     there is none
 */
record Verdict(Kind kind, String reason) {

    enum Kind {
        /** The document is as it should be. */
        DONE,
        /** The document is newer. */
        STALE,
        /** It may go well another time. */
        AGAIN,
        /** It may go well once index and mapping have been looked at again. */
        OUTDATED,
        /** It never will. */
        REFUSED,
        /** Nor will any other. */
        FORBIDDEN
    }

    static final Verdict DONE = new Verdict(Kind.DONE, null);
    static final Verdict STALE = new Verdict(Kind.STALE, null);

    /** Errors whose status says something else than that they may pass. */
    private static final Set<String> PASSING =
            Set.of(
                    "cluster_block_exception",
                    "index_closed_exception",
                    "index_primary_shard_not_allocated_exception",
                    "es_rejected_execution_exception",
                    "circuit_breaking_exception");

    private static final Set<String> OUTDATED =
            Set.of("index_not_found_exception", "strict_dynamic_mapping_exception");

    /** The field's path and its type, without the value that may follow. */
    private static final Pattern FIELD =
            Pattern.compile("(?:failed to parse|for) field \\[([^\\]]+)](?: of type \\[(\\w+)])?");

    /**
     * What the server's answer means.
     *
     * @param type the error's; null for none
     * @param text of the error, which may hold values; null for none
     * @param cause the type of what caused it; null for none
     */
    static Verdict of(int status, String type, String text, String cause) {
        if (type == null) {
            // A delete of what is not there has no error.
            return status < 400 || status == 404 ? DONE : again(status, "");
        }
        if (status == 409) {
            return STALE;
        }
        if (PASSING.contains(type) || status == 429 || status >= 500) {
            return again(status, type);
        }
        String reason = reason(type, text, cause);
        if (OUTDATED.contains(type)) {
            return new Verdict(Kind.OUTDATED, reason);
        }
        boolean forbidden = status == 401 || status == 403;
        return new Verdict(forbidden ? Kind.FORBIDDEN : Kind.REFUSED, reason);
    }

    private static Verdict again(int status, String type) {
        return new Verdict(Kind.AGAIN, (type + " (status " + status + ")").strip());
    }

    private static String reason(String type, String text, String cause) {
        StringBuilder reason = new StringBuilder(type);
        Matcher field = FIELD.matcher(text == null ? "" : text);
        if (field.find()) {
            reason.append(" at field ").append(field.group(1));
            if (field.group(2) != null) {
                reason.append(" of type ").append(field.group(2));
            }
        }
        if (cause != null) {
            reason.append(", caused by ").append(cause);
        }
        return reason.toString();
    }
}
