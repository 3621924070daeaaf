package dev.lockstep.cli.doctor;

import dev.lockstep.cli.apply.Definition;
import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.connect.KafkaOptions;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Examines what a pipeline is to be built on. */
@Command(
        name = "doctor",
        description = {
            "Examines what is named: a database, a Kafka cluster, a worker of Kafka Connect, and"
                    + " with --config connectors before they are created. Each finding is a line,"
                    + " with what to do about it. Changes nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lockstep doctor --database-url postgresql://capture@db1/shop",
            "  lockstep doctor --config shop.json --connect-url http://connect:8083"
        },
        exitCodeList = {
            "0:nothing stands in the way; there can be warnings",
            "1:it could not be done; one line on standard error says why",
            "2:the command line cannot be understood",
            "3:something has to be put right first",
            "130:Ctrl-C ended it"
        })
public final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A connector's file, as apply takes it. Can be given more than once. A source's"
                            + " database is examined with the login in it.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--publication",
            paramLabel = "NAME",
            description = "Publication to look for (default: the one in --config).")
    private String publication;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nDatabase:%n")
    private final DatabaseOptions database = new DatabaseOptions();

    @ArgGroup(validate = false, heading = "%nKafka:%n")
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Spec private CommandSpec spec;

    private final Findings findings = new Findings();

    @Override
    public Integer call() {
        List<Definition> definitions =
                files.stream().map(file -> Definition.read(file, System.getenv())).toList();
        Optional<ConnectClient> worker =
                definitions.isEmpty() ? connect.clientIfNamed() : Optional.of(connect.client());
        List<Map<String, String>> sources =
                definitions.stream()
                        .map(Definition::config)
                        .filter(
                                config ->
                                        Connector.LOCKSTEP_SOURCE.equals(
                                                config.get("connector.class")))
                        .toList();
        if (!database.isNamed() && sources.isEmpty() && !kafka.isNamed() && worker.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Examine what? Name a database, brokers, a worker or a connector's file");
        }
        examineDatabases(sources);
        ClusterExamination clusters = new ClusterExamination(findings);
        Optional<String> cluster =
                kafka.isNamed() ? clusters.examine(kafka.cluster()) : Optional.empty();
        worker.ifPresent(client -> clusters.examine(client, cluster, definitions));
        output.print(findings.all(), () -> findings);
        return findings.anyFailure() ? ExitCode.ALARM : ExitCode.OK;
    }

    private void examineDatabases(List<Map<String, String>> sources) {
        if (sources.isEmpty() && database.isNamed()) {
            examineDatabase(Map.of());
        }
        sources.forEach(this::examineDatabase);
    }

    private void examineDatabase(Map<String, String> config) {
        String named =
                config.isEmpty()
                        ? null
                        : config.getOrDefault("publication.name", "lockstep_publication");
        try (DatabaseSession session = database.connect(config)) {
            new DatabaseExamination(session, findings)
                    .examine(publication == null ? named : publication);
        } catch (CommandException e) {
            findings.fail("database", e.getMessage(), null);
        }
    }
}
