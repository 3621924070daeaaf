package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.RecordOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of the OpenSearch sink connector, sealed once read. */
public final class OpenSearchSinkConfig extends AbstractConfig {

    /**
     * How often the requests that may be under way are filled by one batch: towards its end fewer
     * are under way, and the fewer such ends the better.
     */
    private static final int ROUNDS = 3;

    private final ConnectionOptions connection;
    private final RecordOptions records;
    private final IndexOptions indexes;
    private final DocumentIdOptions ids;
    private final DocumentOptions documents;
    private final WriteOptions writing;
    private final ApplyOptions applying;

    /**
     * Reads the options, under their own names or others'.
     *
     * @throws ConfigException naming the first option that is missing or wrong
     */
    public OpenSearchSinkConfig(Map<String, String> properties) {
        super(definition(), resolved(properties), false);
        connection = new ConnectionOptions(this);
        records = new RecordOptions(this);
        indexes = new IndexOptions(this);
        ids = new DocumentIdOptions(this);
        documents = DocumentOptions.of(this);
        writing = new WriteOptions(this);
        applying = new ApplyOptions(this, ROUNDS * writing.inFlight());
        for (Problem problem : problems(this)) {
            throw new ConfigException(problem.message());
        }
    }

    /** Every option with its group, importance, validator and one-sentence doc. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionOptions.define(definition);
        RecordOptions.define(definition);
        IndexOptions.define(definition);
        DocumentIdOptions.define(definition);
        DocumentOptions.define(definition, DocumentOptions.DEFAULTS);
        WriteOptions.define(definition);
        ApplyOptions.defineWithoutTransactions(
                definition,
                2_000,
                "Bounds how many documents are in one bulk request; changes never wait for a"
                        + " request to fill.");
        return definition;
    }

    /** The options under their own names. */
    public static Map<String, String> resolved(Map<String, String> given) {
        return RecordOptions.ALIASES.resolve(given);
    }

    /**
     * What is wrong between options, for raw properties whose single options have been validated.
     *
     * @return the problems, each on the option that the user should change
     */
    public static List<Problem> problems(Map<String, String> properties) {
        return problems(new AbstractConfig(definition(), resolved(properties), false));
    }

    private static List<Problem> problems(AbstractConfig raw) {
        List<Problem> problems = new ArrayList<>(new ConnectionOptions(raw).problems());
        problems.addAll(new RecordOptions(raw).problems());
        problems.addAll(new IndexOptions(raw).problems());
        problems.addAll(new ApplyOptions(raw).problems());
        return problems;
    }

    public ConnectionOptions connection() {
        return connection;
    }

    public RecordOptions records() {
        return records;
    }

    public IndexOptions indexes() {
        return indexes;
    }

    public DocumentIdOptions ids() {
        return ids;
    }

    public DocumentOptions documents() {
        return documents;
    }

    public WriteOptions writing() {
        return writing;
    }

    public ApplyOptions applying() {
        return applying;
    }

    /** How many documents are in one bulk request at most. */
    public int batchSize() {
        return getInt(ApplyOptions.BATCH_SIZE);
    }
}
