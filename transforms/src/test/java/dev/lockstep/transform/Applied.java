package dev.lockstep.transform;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Transforms and predicates with options, given as key, value, … */
final class Applied {

    private Applied() {}

    static <T extends Transformation<SinkRecord>> T with(T transform, String... options) {
        transform.configure(map(options));
        return transform;
    }

    static <P extends Predicate<SinkRecord>> P with(P predicate, String... options) {
        predicate.configure(map(options));
        return predicate;
    }

    private static Map<String, String> map(String... options) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return map;
    }
}
