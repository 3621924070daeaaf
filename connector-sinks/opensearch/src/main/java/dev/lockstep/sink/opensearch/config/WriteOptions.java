package dev.lockstep.sink.opensearch.config;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How large bulk requests are and how many are under way. */
public final class WriteOptions {

    public static final String BULK_BYTES = "bulk.size.bytes";
    public static final String IN_FLIGHT = "max.in.flight.requests";

    private static final String GROUP = "Requests";

    private final AbstractConfig config;

    WriteOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        BULK_BYTES,
                        Type.INT,
                        5 * 1024 * 1024,
                        Range.between(1, 1 << 30),
                        Importance.LOW,
                        "Bounds the bytes of a bulk request, before compression; a document that is"
                                + " larger goes alone.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Bulk bytes")
                .define(
                        IN_FLIGHT,
                        Type.INT,
                        5,
                        Range.between(1, 100),
                        Importance.MEDIUM,
                        "Bounds how many bulk requests of a task are under way at once; no two of"
                                + " them hold the same document.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Requests in flight");
    }

    public int bulkBytes() {
        return config.getInt(BULK_BYTES);
    }

    public int inFlight() {
        return config.getInt(IN_FLIGHT);
    }
}
