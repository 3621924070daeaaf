package dev.lockstep.source.postgres.signal;

import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import dev.lockstep.source.postgres.signal.Signal.Condition;
import dev.lockstep.source.postgres.signal.Signal.ExecuteSnapshot;
import dev.lockstep.source.postgres.signal.Signal.LogMessage;
import dev.lockstep.source.postgres.signal.Signal.PauseSnapshot;
import dev.lockstep.source.postgres.signal.Signal.ResumeSnapshot;
import dev.lockstep.source.postgres.signal.Signal.StopSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Understands signals in Debezium's form. */
public final class SignalParser {

    /** The signal makes no sense; the message says why, without any of its data. */
    public static final class MalformedSignalException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedSignalException(String message) {
            super(message);
        }
    }

    private static final String COLLECTIONS = "data-collections";

    private SignalParser() {}

    /** Understands a signal of a topic: an object with id, type and data. */
    static Signal parse(String record) throws MalformedSignalException {
        Map<?, ?> object = object(json(record), "the record");
        Object data = object.get("data");
        return parse(
                text(object.get("id"), "id"),
                text(object.get("type"), "type"),
                data instanceof String written ? data(written) : orEmpty(data));
    }

    /**
     * Understands a signal of a table.
     *
     * @param data a JSON object; null for none
     */
    static Signal parse(String id, String type, String data) throws MalformedSignalException {
        return parse(id, type, data(data));
    }

    private static Map<?, ?> data(String data) throws MalformedSignalException {
        return data == null || data.isBlank() ? Map.of() : object(json(data), "data");
    }

    private static Map<?, ?> orEmpty(Object data) throws MalformedSignalException {
        return data == null ? Map.of() : object(data, "data");
    }

    private static Signal parse(String id, String type, Map<?, ?> data)
            throws MalformedSignalException {
        return switch (type) {
            case "execute-snapshot" -> execute(id, data);
            case "stop-snapshot" -> {
                isBlocking(data);
                yield new StopSnapshot(id, collections(data));
            }
            case "pause-snapshot" -> new PauseSnapshot(id);
            case "resume-snapshot" -> new ResumeSnapshot(id);
            case "log" -> new LogMessage(id, text(data.get("message"), "message"));
            default ->
                    throw new MalformedSignalException(
                            "its type is none of execute-snapshot, stop-snapshot, pause-snapshot,"
                                    + " resume-snapshot and log");
        };
    }

    private static ExecuteSnapshot execute(String id, Map<?, ?> data)
            throws MalformedSignalException {
        List<String> collections = collections(data);
        if (collections.isEmpty()) {
            throw new MalformedSignalException(COLLECTIONS + " names no table");
        }
        boolean blocking = isBlocking(data);
        Object surrogate = data.get("surrogate-key");
        String surrogateKey = surrogate == null ? null : text(surrogate, "surrogate-key");
        return new ExecuteSnapshot(id, collections, conditions(data), surrogateKey, blocking);
    }

    private static List<String> collections(Map<?, ?> data) throws MalformedSignalException {
        List<String> collections = new ArrayList<>();
        for (Object entry : list(data.get(COLLECTIONS), COLLECTIONS)) {
            collections.add(expression(entry, COLLECTIONS));
        }
        return collections;
    }

    private static List<Condition> conditions(Map<?, ?> data) throws MalformedSignalException {
        List<Condition> conditions = new ArrayList<>();
        for (Object entry : list(data.get("additional-conditions"), "additional-conditions")) {
            Map<?, ?> condition = object(entry, "additional-conditions");
            conditions.add(
                    new Condition(
                            expression(condition.get("data-collection"), "data-collection"),
                            text(condition.get("filter"), "filter")));
        }
        return conditions;
    }

    private static boolean isBlocking(Map<?, ?> data) throws MalformedSignalException {
        Object type = data.get("type");
        return switch (type == null ? "incremental" : text(type, "type").toLowerCase(Locale.ROOT)) {
            case "incremental" -> false;
            case "blocking" -> true;
            default ->
                    throw new MalformedSignalException(
                            "type in its data is neither incremental nor blocking");
        };
    }

    private static Object json(String text) throws MalformedSignalException {
        try {
            return JsonText.read(text);
        } catch (MalformedJsonException e) {
            throw new MalformedSignalException("it is not JSON: " + e.getMessage());
        }
    }

    private static Map<?, ?> object(Object value, String name) throws MalformedSignalException {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new MalformedSignalException(name + " is not an object");
    }

    private static List<?> list(Object value, String name) throws MalformedSignalException {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new MalformedSignalException(name + " is not an array");
    }

    private static String text(Object value, String name) throws MalformedSignalException {
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new MalformedSignalException(name + " is missing or not a string");
    }

    private static String expression(Object value, String name) throws MalformedSignalException {
        String expression = text(value, name);
        try {
            Pattern.compile(expression);
            return expression;
        } catch (PatternSyntaxException e) {
            throw new MalformedSignalException(
                    name + " holds no valid regular expression: " + e.getDescription());
        }
    }
}
