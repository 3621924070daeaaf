package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.KeyMode;
import dev.lockstep.sink.config.OptionAliases;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.RecordOptions;
import dev.lockstep.sink.config.TlsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of the Redis sink connector, sealed once read. */
public final class RedisSinkConfig extends AbstractConfig {

    /** Those of Redis' own connector, where they mean the same. */
    private static final OptionAliases ALIASES =
            RecordOptions.ALIASES.and(
                    Map.of(
                            "redis.uri", ConnectionOptions.URL,
                            "redis.username", ConnectionOptions.USER,
                            "redis.password", ConnectionOptions.PASSWORD,
                            "redis.wait.replicas", FenceOptions.REPLICAS,
                            "redis.wait.timeout", FenceOptions.REPLICAS_TIMEOUT));

    private final ConnectionOptions connection;
    private final TlsOptions tls;
    private final RecordOptions records;
    private final KeyOptions keys;
    private final ValueOptions values;
    private final FenceOptions fence;
    private final DocumentOptions documents;
    private final ApplyOptions applying;

    /**
     * Reads the options, under their own names or others'.
     *
     * @throws ConfigException naming the first option that is missing or wrong
     */
    public RedisSinkConfig(Map<String, String> properties) {
        super(definition(), resolved(properties), false);
        connection = new ConnectionOptions(this);
        tls = new TlsOptions(this);
        records = new RecordOptions(this);
        keys = new KeyOptions(this);
        values = new ValueOptions(this);
        fence = new FenceOptions(this);
        documents = DocumentOptions.of(this);
        applying = new ApplyOptions(this);
        for (Problem problem : problems(this)) {
            throw new ConfigException(problem.message());
        }
    }

    /** Every option with its group, importance, validator and one-sentence doc. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionOptions.define(definition);
        TlsOptions.define(definition);
        RecordOptions.define(definition);
        KeyOptions.define(definition);
        ValueOptions.define(definition);
        DocumentOptions.define(definition, DocumentOptions.DEFAULTS);
        FenceOptions.define(definition);
        ApplyOptions.defineWithoutTransactions(
                definition,
                5_000,
                "Bounds how many changes are applied at once, and how many more wait to be; of"
                        + " several for one key only the last is sent, and changes never wait for"
                        + " a batch to fill.");
        return definition;
    }

    /** The options under their own names. */
    public static Map<String, String> resolved(Map<String, String> given) {
        return ALIASES.resolve(given);
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
        ConnectionOptions connection = new ConnectionOptions(raw);
        List<Problem> problems = new ArrayList<>(connection.problems());
        if (connection.usesTls()) {
            problems.addAll(new TlsOptions(raw).problems());
        }
        problems.addAll(new RecordOptions(raw).problems());
        problems.addAll(new ApplyOptions(raw).problems());
        problems.addAll(valueProblems(raw));
        return problems;
    }

    private static List<Problem> valueProblems(AbstractConfig raw) {
        List<Problem> problems = new ArrayList<>();
        ValueOptions values = new ValueOptions(raw);
        boolean keysWanted =
                values.mode() == WriteMode.WRITE || values.mode() == WriteMode.INVALIDATE;
        if (keysWanted && new RecordOptions(raw).keyMode() == KeyMode.NONE) {
            problems.add(
                    new Problem(
                            RecordOptions.KEY_MODE,
                            "Cannot find keys for rows that have none: pk.mode is none. Set pk.mode"
                                    + " to where the key is, or mode=stream."));
        }
        if (values.mode() == WriteMode.STREAM && values.format() == ValueFormat.JSON) {
            problems.add(
                    new Problem(
                            ValueOptions.FORMAT,
                            "Cannot put RedisJSON documents into streams. Set value.format=string,"
                                    + " which is JSON text, or hash."));
        }
        return problems;
    }

    public ConnectionOptions connection() {
        return connection;
    }

    public TlsOptions tls() {
        return tls;
    }

    public RecordOptions records() {
        return records;
    }

    public KeyOptions keys() {
        return keys;
    }

    public ValueOptions writing() {
        return values;
    }

    public FenceOptions fence() {
        return fence;
    }

    public DocumentOptions documents() {
        return documents;
    }

    public ApplyOptions applying() {
        return applying;
    }
}
