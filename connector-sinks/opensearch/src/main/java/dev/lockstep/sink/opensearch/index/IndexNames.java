package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.opensearch.config.DeleteMode;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What indexes may be called. Readers know an index by its name; where deleted documents stay in it
 * for a while, that is an alias that hides them, and the index itself has a name of its own.
 */
final class IndexNames {

    /** What the name of an index has behind that of its alias. */
    static final String SUFFIX = "-lockstep";

    private static final int MAX_BYTES = 255;
    private static final String ILLEGAL = "\\/*?\"<>| ,#:";
    private static final String ILLEGAL_FIRST = "-_+";

    private final String suffix;

    IndexNames(IndexOptions options) {
        boolean hides = options.deleteMode() == DeleteMode.SOFT && !options.dataStreams().areUsed();
        this.suffix = hides ? SUFFIX : "";
    }

    /** Whether readers see an alias. */
    boolean areAliased() {
        return !suffix.isEmpty();
    }

    /** The readers' name as servers take it; small letters only. */
    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name of the index itself, or a pattern for a pattern. */
    String stored(String name) {
        return name + suffix;
    }

    /** Why no index can have this name; null when one can. */
    String problem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "it is empty or nothing but dots";
        }
        if (ILLEGAL_FIRST.indexOf(name.charAt(0)) >= 0) {
            return "it begins with " + name.charAt(0);
        }
        for (int i = 0; i < name.length(); i++) {
            if (ILLEGAL.indexOf(name.charAt(i)) >= 0 || Character.isISOControl(name.charAt(i))) {
                return "it holds one of " + ILLEGAL.replace(" ", "space ") + " or a control code";
            }
        }
        int bytes = stored(name).getBytes(StandardCharsets.UTF_8).length;
        return bytes > MAX_BYTES
                ? "it has more than " + (MAX_BYTES - suffix.length()) + " bytes"
                : null;
    }
}
