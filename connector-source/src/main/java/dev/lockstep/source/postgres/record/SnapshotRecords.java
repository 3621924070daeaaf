package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.record.CopiedRows.Told;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Prepares tables for being read by several threads: they share the plan of a table, and so its
 * schemas, but each has readers of its own. Safe for use by several threads.
 */
public final class SnapshotRecords implements AutoCloseable {

    private final PostgresSourceConfig config;
    private final String version;
    private final Map<String, String> partition;
    private final CatalogReader catalog;
    private final TablePlanner planner;
    private final Map<Integer, TablePlan> plans = new HashMap<>();

    /** Empty where nothing is told. */
    private final Map<Integer, Told> told = new HashMap<>();

    private final Route definitions;

    /** Null where a row that cannot be converted stops the task. */
    private final FailedCopies failures;

    /**
     * @param catalog owned by this from now on
     */
    public SnapshotRecords(
            PostgresSourceConfig config,
            String version,
            Map<String, String> partition,
            CatalogReader catalog) {
        this.config = config;
        this.version = version;
        this.partition = partition;
        this.catalog = catalog;
        this.planner = new TablePlanner(config, catalog);
        Topics topics = new Topics(config);
        this.definitions = topics.schemaChanges();
        this.failures =
                config.events().divertsErrors()
                        ? new FailedCopies(topics.errors(), partition)
                        : null;
    }

    /** Whether the table's rows become events. */
    public synchronized boolean captures(Relation relation) {
        return config.events().captures(Operation.READ) && planner.captures(relation);
    }

    /** What one thread needs to read the rows of a table. */
    public synchronized CopiedRows rows(Relation relation) {
        TablePlan plan = plans.get(relation.oid());
        if (plan == null) {
            plan = planner.plan(relation);
            plans.put(relation.oid(), plan);
            if (definitions != null) {
                TableDefinition definition = planner.describe(relation, plan);
                told.put(relation.oid(), new Told(definitions, definition));
            }
        }
        EventBuilder events =
                new EventBuilder(
                        version,
                        config.events().topicPrefix(),
                        config.connection().database(),
                        config.events().image(),
                        Clock.systemUTC());
        return new CopiedRows(
                partition,
                plan,
                planner.cells(relation, plan),
                events,
                failures,
                told.get(relation.oid()));
    }

    /** How many rows could not be converted so far. Called by any thread. */
    public long failedRows() {
        return failures == null ? 0 : failures.made();
    }

    /** Called by any thread. */
    @Override
    public void close() {
        catalog.close();
    }
}
