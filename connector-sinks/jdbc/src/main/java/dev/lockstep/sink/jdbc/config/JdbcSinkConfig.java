package dev.lockstep.sink.jdbc.config;

import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.KeyMode;
import dev.lockstep.sink.config.OptionAliases;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.RecordOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of the JDBC sink connector, sealed once read. */
public final class JdbcSinkConfig extends AbstractConfig {

    private static final OptionAliases ALIASES =
            RecordOptions.ALIASES.and(
                    Map.of(
                            "connection.username", ConnectionOptions.USER,
                            "collection.name.format", TableOptions.NAME_FORMAT));

    private final ConnectionOptions connection;
    private final RecordOptions records;
    private final TableOptions tables;
    private final WriteOptions writing;
    private final ApplyOptions applying;
    private final DatabaseOptions databases;

    /**
     * Reads the options, under their own names or others'.
     *
     * @throws ConfigException naming the first option that is missing or wrong
     */
    public JdbcSinkConfig(Map<String, String> properties) {
        super(definition(), resolved(properties), false);
        connection = new ConnectionOptions(this);
        records = new RecordOptions(this);
        tables = new TableOptions(this);
        writing = new WriteOptions(this);
        applying = new ApplyOptions(this);
        databases = new DatabaseOptions(this);
        for (Problem problem : problems(this)) {
            throw new ConfigException(problem.message());
        }
    }

    /** Every option with its group, importance, validator and one-sentence doc. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionOptions.define(definition);
        RecordOptions.define(definition);
        TableOptions.define(definition);
        WriteOptions.define(definition);
        ApplyOptions.define(definition);
        DatabaseOptions.define(definition);
        return definition;
    }

    /** The options under their own names. */
    public static Map<String, String> resolved(Map<String, String> given) {
        Map<String, String> resolved = ALIASES.resolve(given);
        String evolution = resolved.get(TableOptions.EVOLUTION);
        // Debezium's words: basic creates and adds, none does neither.
        if (evolution != null && evolution.strip().toLowerCase(Locale.ROOT).equals("basic")) {
            resolved.remove(TableOptions.EVOLUTION);
            resolved.putIfAbsent(TableOptions.AUTO_CREATE, "true");
            resolved.putIfAbsent(TableOptions.AUTO_EVOLVE, "true");
        } else if (evolution != null && evolution.strip().equalsIgnoreCase("none")) {
            resolved.remove(TableOptions.EVOLUTION);
        }
        return resolved;
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
        RecordOptions records = new RecordOptions(raw);
        problems.addAll(records.problems());
        problems.addAll(new ApplyOptions(raw).problems());
        KeyMode key = records.keyMode();
        InsertMode mode = new WriteOptions(raw).insertMode();
        if (key == KeyMode.NONE && mode == InsertMode.UPDATE) {
            problems.add(
                    new Problem(
                            WriteOptions.INSERT_MODE,
                            "Cannot update rows without a key: pk.mode is none. Set pk.mode to"
                                    + " where the key is, or insert.mode=insert."));
        }
        if (mode == InsertMode.INSERT && new WriteOptions(raw).fence() == FenceMode.POSITION) {
            problems.add(
                    new Problem(
                            WriteOptions.FENCE,
                            "Cannot guard plain inserts by position: there is no row to compare"
                                    + " with. Set fence=offsets, or insert.mode=upsert."));
        }
        return problems;
    }

    public ConnectionOptions connection() {
        return connection;
    }

    public RecordOptions records() {
        return records;
    }

    public TableOptions tables() {
        return tables;
    }

    public WriteOptions writing() {
        return writing;
    }

    public ApplyOptions applying() {
        return applying;
    }

    public DatabaseOptions databases() {
        return databases;
    }
}
