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

/** The value of one change event, an update, through a converter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConvertedRecord {

    /** The folder of unpacked archives, as a system property of the forked process. */
    static final String PLUGINS = "lockstep.benchmarks.plugins";

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
    private SourceRecord record;
    private byte[] json;

    /** Loads the converter and makes the record in both forms. */
    @Setup
    public void prepare() {
        Path plugins = Path.of(System.getProperty(PLUGINS));
        measured =
                PluginFolder.of(plugins, "lockstep-connector-source")
                        .converter(converter, Map.of("schemas.enable", schemas));
        record = SampleRecords.update();
        json = write();
    }

    @Benchmark
    public byte[] write() {
        return measured.fromConnectData(record.topic(), record.valueSchema(), record.value());
    }

    @Benchmark
    public SchemaAndValue read() {
        return measured.toConnectData(record.topic(), json);
    }
}
