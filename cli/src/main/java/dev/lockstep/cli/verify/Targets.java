package dev.lockstep.cli.verify;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.target.Target;
import dev.lockstep.cli.verify.target.redis.RedisTarget;
import dev.lockstep.cli.verify.target.search.SearchTarget;
import dev.lockstep.cli.verify.target.sql.SqlTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Says what a sink writes to, and refuses what cannot be compared. */
final class Targets {

    /** Transforms that change a record's layout and no row. */
    private static final List<String> HARMLESS =
            List.of(
                    "dev.lockstep.transform.Unwrap",
                    "io.debezium.transforms.ExtractNewRecordState");

    private Targets() {}

    static Target open(Map<String, String> source, Map<String, String> sink) {
        check("source", source);
        check("sink", sink);
        Forms forms = Forms.of(source, sink);
        String plugin = sink.getOrDefault("connector.class", "");
        return switch (plugin.substring(plugin.lastIndexOf('.') + 1)) {
            case "JdbcSinkConnector" -> SqlTarget.open(sink, forms);
            case "OpenSearchSinkConnector" -> SearchTarget.open(source, sink, forms);
            case "RedisSinkConnector" -> RedisTarget.open(source, sink, forms);
            default ->
                    throw new CommandException(
                            "Cannot compare what "
                                    + plugin
                                    + " writes: it is none of Lockstep's sinks for databases,"
                                    + " OpenSearch or Redis.");
        };
    }

    private static void check(String which, Map<String, String> config) {
        String transforms = config.getOrDefault("transforms", "").strip();
        if (transforms.isEmpty()) {
            return;
        }
        Arrays.stream(transforms.split("\\s*,\\s*", -1))
                .filter(
                        name ->
                                !HARMLESS.contains(
                                        config.getOrDefault("transforms." + name + ".type", "")
                                                .replaceFirst("\\$(Key|Value)$", "")))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new CommandException(
                                    "Cannot compare: transform "
                                            + name
                                            + " of the "
                                            + which
                                            + " changes, renames or leaves out rows, so that the"
                                            + " target is not meant to be equal to the source.");
                        });
    }
}
