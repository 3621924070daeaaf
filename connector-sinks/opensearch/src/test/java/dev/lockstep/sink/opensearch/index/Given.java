package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;

/** Options, tables and rows for tests. */
final class Given {

    private Given() {}

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        ConnectionOptions.define(definition);
        IndexOptions.define(definition);
        DocumentOptions.define(definition, DocumentOptions.DEFAULTS);
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent("connection.url", "http://localhost:9200");
        return new AbstractConfig(definition, all, false);
    }

    static Indexes indexes(SearchClient client, Map<String, String> options) {
        AbstractConfig config = config(options);
        return new Indexes(client, new IndexOptions(config), DocumentOptions.of(config));
    }

    static SourceTable table(String name) {
        return new SourceTable("server.public." + name, "app", "public", name);
    }

    static RowShape.Column key(String name, Schema schema) {
        return new RowShape.Column(name, schema, true);
    }

    static RowShape.Column column(String name, Schema schema) {
        return new RowShape.Column(name, schema, false);
    }

    static RowShape shape(RowShape.Column... columns) {
        return new RowShape(List.of(columns));
    }

    static RowImage row(RowShape shape, Object... values) {
        return new RowImage(shape, values, null, null);
    }
}
