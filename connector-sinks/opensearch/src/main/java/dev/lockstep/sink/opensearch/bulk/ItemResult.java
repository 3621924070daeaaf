package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.opensearch.client.ServerError;
import dev.lockstep.sink.opensearch.client.Verdict;
import java.util.Set;

/**
 * What the server says of one item.
 *
 * @param kind what follows from it
 * @param reason what is wrong, without values; null where nothing is
 */
record ItemResult(Kind kind, String reason) {

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
        /** Nor will any other, before a person has done something. */
        FORBIDDEN
    }

    static final ItemResult DONE = new ItemResult(Kind.DONE, null);
    static final ItemResult STALE = new ItemResult(Kind.STALE, null);

    private static final String MISSING_INDEX = "index_not_found_exception";

    private static final Set<String> OUTDATED =
            Set.of(MISSING_INDEX, "strict_dynamic_mapping_exception");

    /** What an answer's status and error mean. */
    static ItemResult of(int status, ServerError error) {
        // A delete of what is not there has no error.
        if (status < 400 || (status == 404 && error.type().isEmpty())) {
            return DONE;
        }
        if (status == 409) {
            return STALE;
        }
        String reason = "status " + status + ", " + error;
        if (OUTDATED.contains(error.type())) {
            return new ItemResult(Kind.OUTDATED, reason);
        }
        return switch (Verdict.of(status, error)) {
            case LATER -> new ItemResult(Kind.AGAIN, reason);
            case STOP -> new ItemResult(Kind.FORBIDDEN, reason);
            case REFUSED -> new ItemResult(Kind.REFUSED, reason);
        };
    }

    /** Of what is outdated, whether the index is not there. */
    boolean isMissingIndex() {
        return reason.contains(MISSING_INDEX);
    }
}
