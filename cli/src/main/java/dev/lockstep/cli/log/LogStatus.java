package dev.lockstep.cli.log;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.KafkaOptions;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.cli.output.Quantity;
import dev.lockstep.cli.output.Table;
import dev.lockstep.cli.topic.TopicCatalog;
import dev.lockstep.cli.topic.TopicOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what topics hold. */
@Command(
        name = "status",
        description = {
            "Shows of each topic the oldest and the newest place of the source's log in it, how"
                    + " many records it has, their size on disk, and how long they are kept.",
            ""
        })
final class LogStatus implements Callable<Integer> {

    @Mixin private TopicOptions topics;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nKafka:%n")
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nKafka Connect, for --connector:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Override
    public Integer call() {
        topics.check();
        Cluster cluster = kafka.cluster();
        try (TopicCatalog catalog = new TopicCatalog(cluster)) {
            List<TopicLog> logs =
                    new TopicLogReader(cluster, catalog).read(topics.chosen(catalog, connect));
            output.print(logs, () -> text(logs));
        }
        return ExitCode.OK;
    }

    private static Table text(List<TopicLog> logs) {
        Table table =
                new Table()
                        .left("TOPIC")
                        .right("PARTITIONS")
                        .right("RECORDS")
                        .right("OLDEST")
                        .right("NEWEST")
                        .right("SIZE")
                        .left("KEPT FOR")
                        .left("KEPT UP TO")
                        .left("CLEANUP");
        for (TopicLog log : logs) {
            table.row(
                    log.topic(),
                    log.partitions(),
                    log.records(),
                    log.oldestLsn(),
                    log.newestLsn(),
                    Quantity.bytes(log.sizeBytes()),
                    log.retentionMillis() == null ? "ever" : Quantity.millis(log.retentionMillis()),
                    log.retentionBytes() == null
                            ? "any size"
                            : Quantity.bytes(log.retentionBytes()),
                    log.cleanupPolicy());
        }
        return table;
    }
}
