package dev.lockstep.cli.apply;

import dev.lockstep.cli.output.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that describe connectors, as arguments. */
final class ConnectorFiles {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "JSON: {\"name\": ..., \"config\": {...}}, or the options with the name among"
                            + " them. $${NAME} is filled in from --set or the environment.")
    private List<Path> files;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "What $${NAME} in files stands for. Not for passwords.")
    private Map<String, String> values = new HashMap<>();

    /** Connectors of the files, in the order of these. */
    List<Definition> read() {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(values);
        List<Definition> definitions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            Definition definition = Definition.read(file, all);
            if (!names.add(definition.name())) {
                throw new CommandException(
                        "Cannot plan connector " + definition.name() + ": two files describe it.");
            }
            definitions.add(definition);
        }
        return definitions;
    }
}
