package dev.lockstep.sink.opensearch.client;

import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says went wrong, with a request or with one document of it.
 *
 * @param type the server's name for it; empty where it gives none
 * @param detail more about it, as far as it cannot quote a row; empty where nothing is left
 */
public record ServerError(String type, String detail) {

    private static final ServerError NONE = new ServerError("", "");
    private static final int MAX_CHARACTERS = 300;
    private static final int MAX_CAUSES = 10;

    /** Their reasons name indexes, aliases, users and privileges, and nothing else. */
    private static final Set<String> WITHOUT_VALUES =
            Set.of(
                    "index_not_found_exception",
                    "resource_already_exists_exception",
                    "index_closed_exception",
                    "invalid_index_name_exception",
                    "invalid_alias_name_exception",
                    "cluster_block_exception",
                    "security_exception",
                    "strict_dynamic_mapping_exception",
                    "unavailable_shards_exception",
                    "circuit_breaking_exception",
                    "validation_exception");

    /** Reasons that are safe whatever their type, and the safe parts of others. */
    private static final List<Pattern> SAFE =
            List.of(
                    Pattern.compile("Limit of [a-z ]+\\[\\d+\\] has been exceeded.*"),
                    Pattern.compile("No handler for type \\[[^\\]]*\\] declared on field .*"),
                    Pattern.compile("mapper \\[[^\\]]*\\] cannot be changed from .*"),
                    Pattern.compile("[Uu]nknown (setting|parameter) \\[[^\\]]*\\]"),
                    Pattern.compile("unknown setting \\[[^\\]]*\\].*"),
                    Pattern.compile("index template \\[[^\\]]*\\] has index patterns .*"),
                    Pattern.compile("[Ff]ield \\[[^\\]]*\\] (of type \\[[^\\]]*\\])?"),
                    Pattern.compile("object mapping for \\[[^\\]]*\\]"));

    /**
     * Reads the member {@code error} of an answer or of an item in it.
     *
     * @param error a map, or a text of servers and proxies that have no more to say
     */
    public static ServerError of(Object error) {
        if (!(error instanceof Map<?, ?> members)) {
            return NONE;
        }
        String type = text(members.get("type"));
        StringBuilder detail = new StringBuilder();
        Object cause = members;
        for (int i = 0; i < MAX_CAUSES && cause instanceof Map<?, ?> map; i++) {
            String safe = safe(text(map.get("type")), text(map.get("reason")));
            if (!safe.isEmpty() && detail.indexOf(safe) < 0) {
                detail.append(detail.isEmpty() ? "" : "; ").append(safe);
            }
            cause = map.get("caused_by");
        }
        return new ServerError(type, cut(detail.toString()));
    }

    /** Reads the body of an answer that is no success. */
    static ServerError ofBody(String body) {
        try {
            return JsonText.read(body) instanceof Map<?, ?> answer ? of(answer.get("error")) : NONE;
        } catch (MalformedJsonException e) {
            return NONE;
        }
    }

    private static String text(Object value) {
        return value instanceof String string ? string : "";
    }

    private static String safe(String type, String reason) {
        if (WITHOUT_VALUES.contains(type)) {
            return reason;
        }
        for (Pattern pattern : SAFE) {
            Matcher matcher = pattern.matcher(reason);
            if (matcher.find()) {
                return matcher.group().strip();
            }
        }
        return "";
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
    }

    /** Whether a type of this family, whatever the server calls itself. */
    boolean isOneOf(Set<String> types) {
        return types.contains(type.toLowerCase(Locale.ROOT));
    }

    /** For messages: type and detail. */
    @Override
    public String toString() {
        if (type.isEmpty()) {
            return detail;
        }
        return detail.isEmpty() ? type : type + ", " + detail;
    }
}
