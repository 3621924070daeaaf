package dev.lockstep.transform;

import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Transforms and predicates with options, given as key, value, … */
final class Applied {

    private Applied() {}

    static <T extends Transformation<SinkRecord>> T with(T transform, String... options) {
        transform.configure(Options.of(options));
        return transform;
    }

    static <P extends Predicate<SinkRecord>> P with(P predicate, String... options) {
        predicate.configure(Options.of(options));
        return predicate;
    }
}
