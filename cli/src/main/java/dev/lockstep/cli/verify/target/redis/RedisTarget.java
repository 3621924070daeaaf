package dev.lockstep.cli.verify.target.redis;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.Target;
import dev.lockstep.cli.verify.target.TargetTable;
import dev.lockstep.cli.verify.target.document.NameTemplate;
import dev.lockstep.cli.verify.target.document.RowDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys that a Redis sink writes. */
public final class RedisTarget implements Target {

    private final RedisServers servers;
    private final Map<String, String> source;
    private final Map<String, String> sink;
    private final Forms forms;
    private final KeyTemplates templates;

    private RedisTarget(Map<String, String> source, Map<String, String> sink, Forms forms) {
        this.servers = new RedisServers(sink);
        this.source = source;
        this.sink = sink;
        this.forms = forms;
        this.templates = new KeyTemplates(sink);
    }

    /** Logs in to the servers that the sink's configuration names. */
    public static RedisTarget open(
            Map<String, String> source, Map<String, String> sink, Forms forms) {
        String mode = sink.getOrDefault("mode", "write");
        if (!mode.equals("write")) {
            throw new CommandException(
                    "Cannot compare the target: with mode=" + mode + " it keeps no rows.");
        }
        RedisTarget target = new RedisTarget(source, sink, forms);
        target.servers.ask("EXISTS", List.of("lockstep"), List.of());
        return target;
    }

    @Override
    public List<TargetTable> tables(SourceTable table) {
        SourceTable compared = RowDocuments.comparable(table, forms, source, sink);
        List<TargetTable> tables = new ArrayList<>();
        for (String template : templates.of(table.name())) {
            tables.add(
                    new RedisTable(
                            servers,
                            compared,
                            new RowDocuments(compared, forms),
                            new NameTemplate("key.format", template, compared, forms, "*"),
                            templates.others(table.name(), template),
                            sink.getOrDefault("value.format", "string"),
                            expires(table.name())));
        }
        return tables;
    }

    private boolean expires(String table) {
        for (String pair : sink.getOrDefault("ttl.ms.by.table", "").split(",", -1)) {
            String[] parts = pair.split(":", 2);
            if (parts.length == 2 && parts[0].strip().equals(table)) {
                return !parts[1].strip().equals("0");
            }
        }
        return sink.get("ttl.column") != null || !sink.getOrDefault("ttl.ms", "0").equals("0");
    }

    @Override
    public void close() {
        servers.close();
    }
}
