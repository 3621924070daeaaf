package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import dev.lockstep.source.postgres.record.AdHocProgress;
import dev.lockstep.source.postgres.signal.Signal.Condition;
import dev.lockstep.source.postgres.signal.Signal.ExecuteSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What has been asked for and how much of it is done, as the source offset stores it. Immutable.
 *
 * @param nextSignal where the signal topic goes on; negative when it has never been read
 * @param requests in the order of the signals, the current one first
 * @param progress of the current table; null before it is begun
 */
record AdHocState(long nextSignal, boolean paused, List<Request> requests, TableProgress progress)
        implements AdHocProgress {

    static final AdHocState NOTHING = new AdHocState(-1, false, List.of(), null);

    AdHocState {
        requests = List.copyOf(requests);
    }

    /** Whether there is nothing to store. */
    boolean isNothing() {
        return requests.isEmpty() && nextSignal < 0;
    }

    boolean isIdle() {
        return requests.isEmpty();
    }

    /** Whether the stream is to wait for the current request, which has begun. */
    boolean isBlocked() {
        return !paused
                && !requests.isEmpty()
                && current().asked().blocking()
                && current().tables() != null;
    }

    Request current() {
        return requests.get(0);
    }

    AdHocState withNextSignal(long offset) {
        return new AdHocState(offset, paused, requests, progress);
    }

    AdHocState withPaused(boolean held) {
        return new AdHocState(nextSignal, held, requests, progress);
    }

    AdHocState withRequests(List<Request> all) {
        return new AdHocState(nextSignal, paused, all, progress);
    }

    AdHocState withProgress(TableProgress reached) {
        return new AdHocState(nextSignal, paused, requests, reached);
    }

    /** With another form of the current request; without it when no table is left. */
    AdHocState withCurrent(Request request) {
        List<Request> all = new ArrayList<>(requests);
        if (request.tables().isEmpty()) {
            all.remove(0);
        } else {
            all.set(0, request);
        }
        return withRequests(all);
    }

    /** The current table is done with. */
    AdHocState withoutTable() {
        List<TableName> tables = current().tables();
        return withProgress(null)
                .withCurrent(current().withTables(tables.subList(1, tables.size())));
    }

    /** As JSON in one line. */
    @Override
    public String text() {
        Map<String, Object> object = new LinkedHashMap<>();
        if (nextSignal >= 0) {
            object.put("next_signal", nextSignal);
        }
        if (paused) {
            object.put("paused", true);
        }
        if (!requests.isEmpty()) {
            object.put("requests", requests.stream().map(AdHocState::written).toList());
        }
        if (progress != null) {
            object.put("key", progress.key());
            if (progress.last() != null) {
                object.put("last", progress.last());
            }
            object.put("max", progress.max());
            object.put("rows", progress.rows());
        }
        return JsonText.write(object);
    }

    private static Map<String, Object> written(Request request) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", request.id());
        object.put("collections", request.asked().collections());
        if (!request.asked().conditions().isEmpty()) {
            List<List<String>> conditions = new ArrayList<>();
            for (Condition condition : request.asked().conditions()) {
                conditions.add(List.of(condition.collection(), condition.filter()));
            }
            object.put("conditions", conditions);
        }
        if (request.asked().surrogateKey() != null) {
            object.put("surrogate_key", request.asked().surrogateKey());
        }
        if (request.asked().blocking()) {
            object.put("blocking", true);
        }
        if (request.tables() != null) {
            List<List<String>> tables = new ArrayList<>();
            for (TableName table : request.tables()) {
                tables.add(List.of(table.schema(), table.table()));
            }
            object.put("tables", tables);
        }
        return object;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws ConnectException when it is something else
     */
    static AdHocState parse(String text) {
        try {
            Map<?, ?> object = (Map<?, ?>) JsonText.read(text);
            List<Request> requests = new ArrayList<>();
            for (Object request : listOrEmpty(object.get("requests"))) {
                requests.add(request((Map<?, ?>) request));
            }
            return new AdHocState(
                    object.get("next_signal") instanceof Long offset ? offset : -1,
                    Boolean.TRUE.equals(object.get("paused")),
                    requests,
                    object.get("max") == null ? null : progress(object));
        } catch (MalformedJsonException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw new ConnectException(
                    "Cannot resume ad hoc snapshots: incremental_snapshot in the stored offset is"
                            + " not of a form that this version writes. Remove it from the offset"
                            + " (PATCH /connectors/<name>/offsets) and send the signals again.",
                    e);
        }
    }

    private static Request request(Map<?, ?> object) {
        List<Condition> conditions = new ArrayList<>();
        for (Object condition : listOrEmpty(object.get("conditions"))) {
            List<String> pair = strings(condition);
            conditions.add(new Condition(pair.get(0), pair.get(1)));
        }
        List<TableName> tables = new ArrayList<>();
        for (Object table : listOrEmpty(object.get("tables"))) {
            List<String> pair = strings(table);
            tables.add(new TableName(pair.get(0), pair.get(1)));
        }
        ExecuteSnapshot asked =
                new ExecuteSnapshot(
                        (String) object.get("id"),
                        strings(object.get("collections")),
                        conditions,
                        (String) object.get("surrogate_key"),
                        Boolean.TRUE.equals(object.get("blocking")));
        return new Request(asked, object.get("tables") == null ? null : List.copyOf(tables));
    }

    private static TableProgress progress(Map<?, ?> object) {
        Object last = object.get("last");
        return new TableProgress(
                strings(object.get("key")),
                last == null ? null : strings(last),
                strings(object.get("max")),
                object.get("rows") instanceof Long rows ? rows : 0);
    }

    private static List<?> listOrEmpty(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String.class::cast).toList();
    }
}
