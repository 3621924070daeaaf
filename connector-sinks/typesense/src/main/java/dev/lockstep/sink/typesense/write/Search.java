package dev.lockstep.sink.typesense.write;

import dev.lockstep.json.JsonBytes;
import java.util.List;

/**
 * Asks for one number of some documents.
 *
 * @param ids at most as many as a page has hits
 * @param prefix of ids, which is not part of what they are known by here
 */
record Search(String collection, String prefix, List<String> ids, String field) {

    void write(JsonBytes out) {
        out.raw("{\"q\":\"*\",\"collection\":");
        out.string(collection);
        out.raw(",\"filter_by\":");
        out.string(
                Filters.of(prefix.isEmpty() ? ids : ids.stream().map(id -> prefix + id).toList()));
        out.raw(",\"include_fields\":");
        out.string("id," + field);
        out.raw(",\"per_page\":");
        out.number(Filters.MOST_HITS);
        out.raw('}');
    }
}
