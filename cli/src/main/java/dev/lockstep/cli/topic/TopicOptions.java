package dev.lockstep.cli.topic;

import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.output.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which topics a command is about. */
public final class TopicOptions {

    private static final int SHOWN_NAMES = 20;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            split = ",",
            description = "Topic to read. Can be given more than once.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--topics-regex",
            paramLabel = "REGEX",
            description = "The topics whose whole names match.")
    private String expression;

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description =
                    "The topics that this connector reads or writes; those of a source are told by"
                            + " its topic.prefix.")
    private String connector;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Rejects a command line that chooses none. */
    public void check() {
        if (topics.isEmpty() && expression == null && connector == null) {
            throw new ParameterException(
                    spec.commandLine(), "Which topics? Use --topic, --topics-regex or --connector");
        }
    }

    /** The names of the topics, at least one; all of them exist. */
    public Set<String> chosen(TopicCatalog catalog, ConnectOptions connect) {
        Set<String> unknown = new TreeSet<>(topics);
        unknown.removeAll(catalog.names());
        if (!unknown.isEmpty()) {
            throw new CommandException("Cannot find topic " + String.join(", ", unknown) + ".");
        }
        Set<String> chosen = new TreeSet<>(topics);
        if (expression != null) {
            chosen.addAll(catalog.matching(expression));
        }
        if (connector != null) {
            chosen.addAll(catalog.of(connect.client().connector(connector)));
        }
        if (chosen.isEmpty()) {
            throw new CommandException(
                    "Cannot find topics: none match. There are: "
                            + catalog.names().stream()
                                    .limit(SHOWN_NAMES)
                                    .collect(Collectors.joining(", ")));
        }
        return chosen;
    }
}
