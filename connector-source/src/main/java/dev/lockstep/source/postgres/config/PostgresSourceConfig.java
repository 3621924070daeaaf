package dev.lockstep.source.postgres.config;

import dev.lockstep.event.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of the PostgreSQL source connector, sealed once read. */
public final class PostgresSourceConfig extends AbstractConfig {

    private final ConnectionOptions connection;
    private final ReplicationOptions replication;
    private final CaptureOptions capture;
    private final SnapshotOptions snapshot;
    private final EventOptions events;
    private final TopicOptions topics;
    private final StreamingOptions streaming;
    private final TypeOptions types;
    private final PropagatedTypes propagatedTypes;
    private final SignalOptions signals;

    /**
     * Reads the options.
     *
     * @throws ConfigException naming the first option that is missing or wrong
     */
    public PostgresSourceConfig(Map<String, String> properties) {
        super(definition(), properties, false);
        connection = new ConnectionOptions(this);
        replication = new ReplicationOptions(this);
        capture = new CaptureOptions(this);
        snapshot = new SnapshotOptions(this);
        events = new EventOptions(this);
        topics = new TopicOptions(this);
        streaming = new StreamingOptions(this);
        types = ConversionOptions.read(this);
        propagatedTypes = new PropagatedTypes(this);
        signals = new SignalOptions(this);
        for (Problem problem : problems(this)) {
            throw new ConfigException(problem.message());
        }
    }

    /** Every option with its group, importance, validator and one-sentence doc. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionOptions.define(definition);
        ReplicationOptions.define(definition);
        CaptureOptions.define(definition);
        SnapshotOptions.define(definition);
        EventOptions.define(definition);
        TopicOptions.define(definition);
        ConversionOptions.define(definition);
        StreamingOptions.define(definition);
        SignalOptions.define(definition);
        return definition;
    }

    /**
     * What is wrong between options, for raw properties whose single options have been validated.
     *
     * @return the problems, each on the option that the user should change
     */
    public static List<Problem> problems(Map<String, String> properties) {
        return problems(new AbstractConfig(definition(), properties, false));
    }

    /** What is wrong between options that are each valid alone. */
    private static List<Problem> problems(AbstractConfig raw) {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(new ConnectionOptions(raw).problems());
        problems.addAll(new CaptureOptions(raw).problems());
        problems.addAll(new SnapshotOptions(raw).problems());
        problems.addAll(new EventOptions(raw).problems());
        problems.addAll(new TopicOptions(raw).problems());
        problems.addAll(new StreamingOptions(raw).problems());
        problems.addAll(new SignalOptions(raw).problems());
        problems.addAll(contradictions(new ReplicationOptions(raw), new SnapshotOptions(raw)));
        return problems;
    }

    private static List<Problem> contradictions(
            ReplicationOptions replication, SnapshotOptions snapshot) {
        boolean wanted =
                snapshot.mode() == SnapshotMode.ALWAYS
                        || snapshot.mode() == SnapshotMode.INITIAL_ONLY;
        if (replication.startPosition().takesSnapshot() || !wanted) {
            return List.of();
        }
        return List.of(
                new Problem(
                        ReplicationOptions.START_POSITION,
                        "Cannot both take a snapshot and start at a place of the log: "
                                + SnapshotOptions.MODE
                                + " asks for the one, "
                                + ReplicationOptions.START_POSITION
                                + " for the other. Set "
                                + ReplicationOptions.START_POSITION
                                + "=snapshot, or "
                                + SnapshotOptions.MODE
                                + "=no_data."));
    }

    public ConnectionOptions connection() {
        return connection;
    }

    public ReplicationOptions replication() {
        return replication;
    }

    public CaptureOptions capture() {
        return capture;
    }

    public SnapshotOptions snapshot() {
        return snapshot;
    }

    public EventOptions events() {
        return events;
    }

    public TopicOptions topics() {
        return topics;
    }

    public StreamingOptions streaming() {
        return streaming;
    }

    public TypeOptions types() {
        return types;
    }

    /** The columns whose schemas tell their types in the database. */
    public PropagatedTypes propagatedTypes() {
        return propagatedTypes;
    }

    public SignalOptions signals() {
        return signals;
    }

    /** The tables to publish: those that are captured, and the signal table. */
    public TableFilter publishedTables() {
        return capture.tables().with(signals.table());
    }

    /** Whether the publication has to publish an operation: signals are inserted rows. */
    public boolean publishes(Operation operation) {
        return events.captures(operation)
                || (operation == Operation.INSERT && !signals.table().isEmpty());
    }
}
