package dev.lockstep.benchmarks.jmh;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The value of one change event, an update, through a converter. Rows differ, for what a converter
 * may have kept of the values of one does not help it with the next.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConvertedRecord {

    /** The folder of unpacked archives, as a system property of the forked process. */
    static final String PLUGINS = "lockstep.benchmarks.plugins";

    /** A power of two. */
    private static final int ROWS = 4096;

    /** Which class; a worker's own or one of the source connector's archive. */
    @Param({
        "dev.lockstep.json.LockstepJsonConverter",
        "org.apache.kafka.connect.json.JsonConverter"
    })
    public String converter;

    /** Whether the JSON has schemas. */
    @Param({"true", "false"})
    public boolean schemas;

    private Converter measured;
    private final SourceRecord[] records = new SourceRecord[ROWS];
    private final byte[][] json = new byte[ROWS][];
    private int next;

    /** Loads the converter and makes the records in both forms. */
    @Setup
    public void prepare() {
        Path plugins = Path.of(System.getProperty(PLUGINS));
        measured =
                PluginFolder.of(plugins, "lockstep-connector-source")
                        .converter(converter, Map.of("schemas.enable", schemas));
        for (int i = 0; i < ROWS; i++) {
            records[i] = SampleRecords.update(i);
            json[i] = written(records[i]);
        }
    }

    @Benchmark
    public byte[] write() {
        return written(records[next++ & ROWS - 1]);
    }

    private byte[] written(SourceRecord record) {
        return measured.fromConnectData(record.topic(), record.valueSchema(), record.value());
    }

    @Benchmark
    public SchemaAndValue read() {
        int row = next++ & ROWS - 1;
        return measured.toConnectData(records[row].topic(), json[row]);
    }
}
