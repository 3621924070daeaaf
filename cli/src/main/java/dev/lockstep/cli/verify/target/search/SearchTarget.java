package dev.lockstep.cli.verify.target.search;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.Target;
import dev.lockstep.cli.verify.target.TargetTable;
import dev.lockstep.cli.verify.target.document.NameTemplate;
import dev.lockstep.cli.verify.target.document.RowDocuments;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cluster that an OpenSearch sink writes to. */
public final class SearchTarget implements Target {

    private final SearchSession session;
    private final Map<String, String> source;
    private final Map<String, String> sink;
    private final Forms forms;

    private SearchTarget(Map<String, String> source, Map<String, String> sink, Forms forms) {
        this.session = new SearchSession(sink);
        this.source = source;
        this.sink = sink;
        this.forms = forms;
    }

    /** Asks the cluster that the sink's configuration names whether it is there. */
    public static SearchTarget open(
            Map<String, String> source, Map<String, String> sink, Forms forms) {
        if (!sink.getOrDefault("data.stream.type", "none").equals("none")) {
            throw new CommandException(
                    "Cannot compare the target: in a data stream every change is a document.");
        }
        SearchTarget target = new SearchTarget(source, sink, forms);
        target.session.request("reach the target", "GET", "/", "");
        return target;
    }

    @Override
    public List<TargetTable> tables(SourceTable table) {
        SourceTable compared = RowDocuments.comparable(table, forms, source, sink);
        NameTemplate index =
                new NameTemplate(
                        "index.name.format",
                        sink.getOrDefault("index.name.format", "${table}"),
                        compared,
                        forms,
                        "*");
        NameTemplate id =
                new NameTemplate(
                        "document.id.format",
                        sink.getOrDefault("document.id.format", "${key}"),
                        compared,
                        forms,
                        "*");
        return List.of(
                new SearchTable(
                        session,
                        compared,
                        new RowDocuments(compared, forms),
                        index.pattern().toLowerCase(Locale.ROOT),
                        id,
                        !index.tellsTables()));
    }

    @Override
    public void close() {
        // Its connections end with the process that made them.
    }
}
