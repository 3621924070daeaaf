package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.opensearch.config.DeleteMode;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What indexes may be called. Readers know an index by its name. Where deleted documents stay in it
 * for a while, that is an alias that hides them; the connector writes by another alias, which shows
 * all, so that the server never makes an index by itself because a document comes for it.
 */
final class IndexNames {

    private static final String SUFFIX = "-lockstep";

    /** Behind the name of the first index that has the aliases. */
    private static final String FIRST = "-1";

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

    /** What documents are written and searched by, or a pattern for a pattern. */
    String stored(String name) {
        return name + suffix;
    }

    /** What an index is called that is created. */
    String created(String name) {
        return areAliased() ? stored(name) + FIRST : stored(name);
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
        int more = created("").length();
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes + more > MAX_BYTES
                ? "it has more than " + (MAX_BYTES - more) + " bytes"
                : null;
    }
}
