package dev.lockstep.cli.verify.source;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which topic rows of a table take, and whether a sink reads it. */
final class TopicNames {

    private final Map<String, String> source;
    private final Map<String, String> sink;
    private final String prefix;

    TopicNames(Map<String, String> source, Map<String, String> sink) {
        this.source = source;
        this.sink = sink;
        this.prefix = source.getOrDefault("topic.prefix", "");
    }

    String of(String schema, String table) {
        if (source.getOrDefault("topic.mode", "table").equals("log")) {
            return given("topic.log", prefix + ".log");
        }
        String delimiter = given("topic.delimiter", ".");
        String parts = String.join(delimiter, "${prefix}", "${schema}", "${table}");
        String own =
                given("topic.name.format", parts)
                        .replace("${prefix}", prefix)
                        .replace("${schema}", schema)
                        .replace("${table}", table);
        String expression = given("topic.regex", "");
        Matcher shard = Pattern.compile(expression).matcher(own);
        return expression.isEmpty() || !shard.matches()
                ? own
                : shard.replaceAll(given("topic.replacement", own));
    }

    private String given(String option, String otherwise) {
        String value = source.getOrDefault(option, "");
        return value.isEmpty() ? otherwise : value;
    }

    boolean isRead(String topic) {
        String list = sink.get("topics");
        return list != null
                ? Arrays.stream(list.split(",", -1)).map(String::strip).anyMatch(topic::equals)
                : Pattern.matches(sink.getOrDefault("topics.regex", ""), topic);
    }
}
