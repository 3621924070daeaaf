package dev.lockstep.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Connector options that send every record of a connector to one topic, {@code <prefix>.all}, whose
 * order is then the order of the connector; the topic a record would have gone to is kept in the
 * field {@code topic}, without the prefix.
 */
final class Funnel {

    private static final String ROUTER = "org.apache.kafka.connect.transforms.RegexRouter";

    private Funnel() {}

    /** The options as key, value, …; the given ones win. */
    static String[] options(String prefix, Map<String, String> more) {
        Map<String, String> options = new TreeMap<>();
        options.put("transforms", "strip,keep,funnel");
        options.put("transforms.strip.type", ROUTER);
        options.put("transforms.strip.regex", prefix + "\\.(.*)");
        options.put("transforms.strip.replacement", "$1");
        options.put(
                "transforms.keep.type", "org.apache.kafka.connect.transforms.InsertField$Value");
        options.put("transforms.keep.topic.field", "topic");
        options.put("transforms.funnel.type", ROUTER);
        options.put("transforms.funnel.regex", ".*");
        options.put("transforms.funnel.replacement", prefix + ".all");
        options.put("header.converter", "org.apache.kafka.connect.json.JsonConverter");
        options.put("header.converter.schemas.enable", "false");
        options.put("heartbeat.interval.ms", "0");
        options.putAll(more);
        return options.entrySet().stream()
                .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                .toArray(String[]::new);
    }
}
