package dev.lockstep.cli.verify.target.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.TargetTable;
import dev.lockstep.cli.verify.target.document.NameTemplate;
import dev.lockstep.cli.verify.target.document.RowDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The keys of one table's rows by one template. */
final class RedisTable implements TargetTable {

    private static final String WRONG_TYPE = "WRONGTYPE";

    private final RedisServers servers;
    private final SourceTable source;
    private final RowDocuments documents;
    private final NameTemplate keys;
    private final Pattern others;
    private final String format;
    private final boolean expires;

    /**
     * @param others what keys look like that another template may have given
     */
    RedisTable(
            RedisServers servers,
            SourceTable source,
            RowDocuments documents,
            NameTemplate keys,
            Pattern others,
            String format,
            boolean expires) {
        this.servers = servers;
        this.source = source;
        this.documents = documents;
        this.keys = keys;
        this.others = others;
        this.format = format;
        this.expires = expires;
    }

    @Override
    public SourceTable source() {
        return source;
    }

    @Override
    public String name() {
        return keys.pattern();
    }

    @Override
    public boolean expires() {
        return expires;
    }

    @Override
    public Spot spot(SourceRow row) {
        String key = keys.fill(row);
        return key == null ? null : new Spot(row.key(), key);
    }

    @Override
    public Map<Spot, List<String>> find(Collection<Spot> spots) {
        List<Spot> all = List.copyOf(spots);
        List<JsonNode> read = read(all.stream().map(Spot::name).toList());
        Map<Spot, List<String>> found = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (read.get(i) != null) {
                found.put(all.get(i), documents.values(read.get(i)));
            }
        }
        return found;
    }

    /** What is at keys: null for nothing, missing for what is no document. */
    private List<JsonNode> read(List<String> names) {
        List<JsonNode> documents = new ArrayList<>();
        List<Object> answers =
                switch (format) {
                    case "hash" -> servers.ask("HGETALL", names, List.of());
                    case "json" -> servers.ask("JSON.GET", names, List.of());
                    default -> servers.ask("GET", names, List.of());
                };
        for (Object answer : answers) {
            documents.add(document(answer));
        }
        return documents;
    }

    private JsonNode document(Object answer) {
        if (answer instanceof RedisConnection.ServerError error) {
            if (error.code().equals(WRONG_TYPE) || error.words().contains("wrong Redis type")) {
                return MissingNode.getInstance();
            }
            throw new CommandException(
                    "Cannot read from Redis ("
                            + servers.address()
                            + "): it answers "
                            + error.code()
                            + ". Check --target-user and LOCKSTEP_TARGET_PASSWORD.");
        }
        if (answer instanceof List<?> fields) {
            return fields.isEmpty() ? null : hash(fields);
        }
        return answer == null ? null : RowDocuments.read((String) answer);
    }

    private static ObjectNode hash(List<?> fields) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            document.put((String) fields.get(i), (String) fields.get(i + 1));
        }
        return document;
    }

    @Override
    public void scan(int count, Consumer<List<Spot>> rows) {
        servers.scan(
                escaped(keys.pattern()),
                count,
                names -> {
                    List<JsonNode> read = read(names);
                    List<Spot> spots = new ArrayList<>();
                    for (int i = 0; i < names.size(); i++) {
                        JsonNode document = read.get(i);
                        RowKey key = document == null ? null : documents.key(document);
                        // What holds no row of the table is somebody else's.
                        if (key != null && isOwn(names.get(i), document)) {
                            spots.add(new Spot(key, names.get(i)));
                        }
                    }
                    if (!spots.isEmpty()) {
                        rows.accept(spots);
                    }
                });
    }

    /** Where templates overlap, an entry is of the one that makes its name of its values. */
    private boolean isOwn(String name, JsonNode document) {
        return !others.matcher(name).matches() || name.equals(keys.fill(documents.row(document)));
    }

    private static String escaped(String pattern) {
        return pattern.replaceAll("([\\[\\]?\\\\])", "\\\\$1");
    }

    @Override
    public String removal(Spot spot) {
        return "redis-cli DEL '" + spot.name().replace("'", "'\\''") + "'";
    }
}
