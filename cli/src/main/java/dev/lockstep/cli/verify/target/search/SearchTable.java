package dev.lockstep.cli.verify.target.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.TargetTable;
import dev.lockstep.cli.verify.target.document.NameTemplate;
import dev.lockstep.cli.verify.target.document.RowDocuments;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The documents of one table's rows, as readers find them: without the marks of deleted rows. */
final class SearchTable implements TargetTable {

    private static final int MAX_ID_BYTES = 512;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SearchSession session;
    private final SourceTable source;
    private final RowDocuments documents;
    private final String index;
    private final NameTemplate ids;
    private final boolean shared;

    /**
     * @param index that readers know, or a pattern of several
     * @param shared whether documents of other tables are there, too
     */
    SearchTable(
            SearchSession session,
            SourceTable source,
            RowDocuments documents,
            String index,
            NameTemplate ids,
            boolean shared) {
        this.session = session;
        this.source = source;
        this.documents = documents;
        this.index = index;
        this.ids = ids;
        this.shared = shared;
    }

    @Override
    public SourceTable source() {
        return source;
    }

    @Override
    public String name() {
        return index;
    }

    @Override
    public Spot spot(SourceRow row) {
        String id = ids.fill(row);
        return id == null ? null : new Spot(row.key(), fitting(id));
    }

    private static String fitting(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_ID_BYTES) {
            return id;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public Map<Spot, List<String>> find(Collection<Spot> spots) {
        session.request("refresh " + index, "POST", "/" + index + "/_refresh", "");
        ObjectNode query = query();
        ArrayNode wanted =
                query.withArray("/query/bool/filter")
                        .addObject()
                        .putObject("ids")
                        .putArray("values");
        Map<String, Spot> byId = new HashMap<>();
        for (Spot spot : spots) {
            wanted.add(spot.name());
            byId.put(spot.name(), spot);
        }
        query.put("size", spots.size());
        JsonNode answer = search("/" + index + "/_search", query);
        Map<Spot, List<String>> found = new HashMap<>();
        for (JsonNode hit : answer.path("hits").path("hits")) {
            Spot spot = byId.get(hit.path("_id").asText());
            found.put(spot, documents.values(hit.path("_source")));
        }
        return found;
    }

    private ObjectNode query() {
        ObjectNode query = JSON.objectNode();
        ObjectNode conditions = query.putObject("query").putObject("bool");
        conditions.putObject("must_not").putObject("exists").put("field", "lockstep_deleted");
        ArrayNode filter = conditions.putArray("filter");
        if (shared) {
            filter.addObject()
                    .putObject("term")
                    .put("lockstep_table", source.database() + "." + source.fullName());
        }
        return query;
    }

    private JsonNode search(String path, ObjectNode body) {
        JsonNode answer =
                session.request("read documents of " + index, "POST", path, body.toString());
        if (answer.isMissingNode()) {
            throw new CommandException(
                    "Cannot compare "
                            + source.fullName()
                            + ": the target has no index "
                            + index
                            + ".");
        }
        return answer;
    }

    @Override
    public void scan(int count, Consumer<List<Spot>> rows) {
        ObjectNode query = query();
        query.put("size", count);
        query.putArray("sort").add("_doc");
        JsonNode answer = search("/" + index + "/_search?scroll=1m", query);
        try {
            while (!answer.path("hits").path("hits").isEmpty()) {
                rows.accept(spots(answer));
                ObjectNode next = JSON.objectNode();
                next.put("scroll", "1m").put("scroll_id", answer.path("_scroll_id").asText());
                answer = search("/_search/scroll", next);
            }
        } finally {
            ObjectNode done =
                    JSON.objectNode().put("scroll_id", answer.path("_scroll_id").asText());
            session.request("end a search", "DELETE", "/_search/scroll", done.toString());
        }
    }

    private List<Spot> spots(JsonNode answer) {
        List<Spot> spots = new ArrayList<>();
        for (JsonNode hit : answer.path("hits").path("hits")) {
            RowKey key = documents.key(hit.path("_source"));
            // What has no key of the table's was put there by somebody else.
            if (key != null) {
                spots.add(new Spot(key, hit.path("_id").asText()));
            }
        }
        return spots;
    }

    @Override
    public String removal(Spot spot) {
        return "curl -X DELETE '"
                + session.address()
                + "/"
                + index
                + "/_doc/"
                + URLEncoder.encode(spot.name(), StandardCharsets.UTF_8).replace("+", "%20")
                + "'";
    }
}
