package dev.lockstep.sink.typesense.config;

import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.JsonFormat;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.RecordOptions;
import dev.lockstep.sink.config.TemporalFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of the Typesense sink connector, sealed once read. */
public final class TypesenseSinkConfig extends AbstractConfig {

    private static final DocumentOptions DOCUMENTS =
            new DocumentOptions(
                    DecimalFormat.STRING, JsonFormat.STRING, TemporalFormat.EPOCH_MICROS);

    private final ConnectionOptions connection;
    private final RecordOptions records;
    private final CollectionOptions collections;
    private final DocumentOptions documents;
    private final WriteOptions writing;
    private final ApplyOptions applying;

    /**
     * Reads the options, under their own names or others'.
     *
     * @throws ConfigException naming the first option that is missing or wrong
     */
    public TypesenseSinkConfig(Map<String, String> properties) {
        super(definition(), resolved(properties), false);
        connection = new ConnectionOptions(this);
        records = new RecordOptions(this);
        collections = new CollectionOptions(this);
        documents = DocumentOptions.of(this);
        writing = new WriteOptions(this);
        applying = new ApplyOptions(this);
        for (Problem problem : problems(this)) {
            throw new ConfigException(problem.message());
        }
    }

    /** Every option with its group, importance, validator and one-sentence doc. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionOptions.define(definition);
        RecordOptions.define(definition);
        CollectionOptions.define(definition);
        DocumentOptions.define(definition, DOCUMENTS);
        WriteOptions.define(definition);
        ApplyOptions.defineWithoutTransactions(
                definition,
                1_000,
                "Bounds how many changes are applied at once, in one import per collection; changes"
                        + " never wait for a batch to fill.");
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
        problems.addAll(new ApplyOptions(raw).problems());
        boolean mixed = !new CollectionOptions(raw).names().tellsTables();
        if (mixed && new RecordOptions(raw).truncates()) {
            problems.add(
                    new Problem(
                            CollectionOptions.NAME_FORMAT,
                            "Cannot empty one table of a collection that may hold several:"
                                    + " collection.name.format names neither ${table} nor"
                                    + " ${topic}. Name one of them, or set"
                                    + " truncate.enabled=false."));
        }
        return problems;
    }

    public ConnectionOptions connection() {
        return connection;
    }

    public RecordOptions records() {
        return records;
    }

    public CollectionOptions collections() {
        return collections;
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
}
