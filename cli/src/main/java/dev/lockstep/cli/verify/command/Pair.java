package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.output.CommandException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A sink connector and the source connector whose changes it applies. */
record Pair(Connector source, Connector sink) {

    /**
     * Finds both.
     *
     * @param sourceName null to tell it by the topics
     */
    static Pair find(ConnectClient connect, String sinkName, String sourceName) {
        Connector sink = connect.connector(sinkName);
        if (!sink.isSink()) {
            throw new CommandException(
                    "Cannot compare " + sinkName + ": it is no sink. Name the sink connector.");
        }
        return new Pair(
                sourceName == null ? source(connect, sink) : checked(connect.connector(sourceName)),
                sink);
    }

    private static Connector checked(Connector source) {
        if (source.slot() == null) {
            throw new CommandException(
                    "Cannot compare with "
                            + source.name()
                            + ": it is no source that reads PostgreSQL.");
        }
        return source;
    }

    private static Connector source(ConnectClient connect, Connector sink) {
        Map<String, Connector> all = connect.connectors();
        List<Connector> sources =
                all.values().stream().filter(each -> each.slot() != null).toList();
        List<Connector> fitting = new ArrayList<>(sources);
        if (fitting.size() > 1) {
            fitting.removeIf(each -> !reads(sink, each, connect.topics(each.name())));
        }
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw new CommandException(
                "Cannot tell which source "
                        + sink.name()
                        + " belongs to. "
                        + (sources.isEmpty()
                                ? "There is none that reads PostgreSQL."
                                : "Name one with --source: "
                                        + String.join(
                                                ", ",
                                                sources.stream().map(Connector::name).toList())
                                        + "."));
    }

    private static boolean reads(Connector sink, Connector source, Collection<String> topics) {
        String list = sink.config().get("topics");
        String prefix = source.config().getOrDefault("topic.prefix", "");
        if (list != null) {
            return Arrays.stream(list.split(",", -1))
                    .map(String::strip)
                    .anyMatch(topic -> topics.contains(topic) || topic.startsWith(prefix + "."));
        }
        Pattern expression = Pattern.compile(sink.config().getOrDefault("topics.regex", ""));
        return topics.stream().anyMatch(topic -> expression.matcher(topic).matches());
    }
}
