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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys that a Redis sink writes. */
public final class RedisTarget implements Target {

    private static final Pattern OF_TABLE = Pattern.compile("([^=${}:]+)=(.*)");

    private final RedisServers servers;
    private final Map<String, String> source;
    private final Map<String, String> sink;
    private final Forms forms;

    private RedisTarget(Map<String, String> source, Map<String, String> sink, Forms forms) {
        this.servers = new RedisServers(sink);
        this.source = source;
        this.sink = sink;
        this.forms = forms;
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
        for (String template : templates(table.name())) {
            tables.add(
                    new RedisTable(
                            servers,
                            compared,
                            new RowDocuments(compared, forms),
                            new NameTemplate("key.format", template, compared, forms, "*"),
                            sink.getOrDefault("value.format", "string"),
                            expires(table.name())));
        }
        return tables;
    }

    /** Those of this table alone; else those of all tables. */
    private List<String> templates(String table) {
        List<String> own = new ArrayList<>();
        List<String> common = new ArrayList<>();
        for (String entry : sink.getOrDefault("key.format", "${table}:${key}").split(",", -1)) {
            Matcher named = OF_TABLE.matcher(entry.strip());
            if (!named.matches()) {
                common.add(entry.strip());
            } else if (named.group(1).strip().equals(table)) {
                own.add(named.group(2).strip());
            }
        }
        return own.isEmpty() ? common : own;
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
