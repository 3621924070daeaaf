package dev.lockstep.sink.typesense.client;

import dev.lockstep.sink.apply.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has become of one document of an import.
 *
 * @param code the server's, 0 of a success
 * @param field that the server did not like; null where it does not tell
 * @param passes whether it is worth another attempt
 */
public record ImportResult(int code, String field, boolean passes) {

    private static final ImportResult DONE = new ImportResult(0, null, false);
    private static final int REFUSED = 400;
    private static final Pattern FIELD = Pattern.compile("^Field `([^`]{1,200})`");

    public boolean isDone() {
        return code == 0;
    }

    /**
     * One per document, in the order of the import.
     *
     * @throws TargetException.Transient when the answer is not what an import is answered with
     */
    public static List<ImportResult> of(Answer answer, int documents) {
        List<ImportResult> results = new ArrayList<>(documents);
        String text = answer.text();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            if (!line.isBlank()) {
                results.add(ofLine(line));
            }
            from = end < 0 ? text.length() : end + 1;
        }
        if (results.size() != documents) {
            throw new TargetException.Transient(
                    "Cannot import documents: the server answered for "
                            + results.size()
                            + " of "
                            + documents
                            + ". It is tried again.",
                    null);
        }
        return results;
    }

    private static ImportResult ofLine(String line) {
        if (line.strip().equals("{\"success\":true}")) {
            return DONE;
        }
        Map<?, ?> result = Answer.object(line);
        if (Boolean.TRUE.equals(result.get("success"))) {
            return DONE;
        }
        int code = result.get("code") instanceof Long told ? told.intValue() : REFUSED;
        String error = result.get("error") instanceof String told ? told : "";
        Matcher field = FIELD.matcher(error);
        return new ImportResult(
                code == 0 ? REFUSED : code,
                field.find() ? field.group(1) : null,
                Failures.passes(code, error));
    }
}
