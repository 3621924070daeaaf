package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.WriteMode;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.key.ChangedKeys;
import dev.lockstep.sink.redis.key.KeyTemplates;
import dev.lockstep.sink.redis.key.UntoldKeyException;
import java.util.ArrayList;
import java.util.List;

/** Steps that write or remove the keys of rows. Of several changes of a key the last counts. */
final class KeyPlanner implements Planner {

    private final KeyTemplates templates;
    private final WriteMode mode;
    private final Settings settings;
    private final KeyPreparation preparation;
    private final PartialRows partials;
    private final Exchange exchange;
    private final SinkMetrics metrics;

    KeyPlanner(
            RedisSinkConfig config,
            Settings settings,
            KeyPreparation preparation,
            PartialRows partials,
            Exchange exchange,
            SinkMetrics metrics) {
        this.mode = config.writing().mode();
        this.templates = new KeyTemplates(config.keys().formats(mode));
        this.settings = settings;
        this.preparation = preparation;
        this.partials = partials;
        this.exchange = exchange;
        this.metrics = metrics;
    }

    @Override
    public Work plan(List<Change> changes) {
        Plan plan = new Plan();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change instanceof RowChange row) {
                plan.add(row);
            } else if (change instanceof Truncate truncate) {
                plan.add(truncate);
            }
        }
        metrics.reduced(plan.replaced());
        return new Work(changes, plan.steps, plan.refusals);
    }

    /** A plan in the making. */
    private final class Plan {

        private final List<Step> steps = new ArrayList<>();
        private final Refusals refusals = new Refusals();
        private KeyStep open;

        void add(Truncate change) {
            steps.add(
                    new TruncateStep(
                            change,
                            templates.prefixes(change.table()),
                            mode,
                            settings,
                            preparation,
                            exchange,
                            refusals,
                            metrics::stale));
            open = null;
        }

        void add(RowChange change) {
            ChangedKeys keys;
            try {
                keys = templates.of(change);
            } catch (UntoldKeyException e) {
                refusals.add(change, e.getMessage());
                return;
            }
            boolean partial = mode == WriteMode.WRITE && change.row().unavailable() != null;
            if (open == null || (partial && concerns(keys))) {
                begin();
            }
            for (String key : keys.present()) {
                add(present(key, keys, change, partial));
            }
            for (String key : keys.past()) {
                add(
                        new KeyWork(
                                key,
                                change,
                                List.of(),
                                KeyWork.Kind.REMOVE,
                                change instanceof Upsert));
            }
        }

        private KeyWork present(String key, ChangedKeys keys, RowChange change, boolean partial) {
            KeyWork.Kind kind = mode == WriteMode.WRITE ? null : KeyWork.Kind.REMOVE;
            return new KeyWork(key, change, partial ? others(key, keys) : List.of(), kind, false);
        }

        private List<String> others(String key, ChangedKeys keys) {
            List<String> others = new ArrayList<>(keys.past());
            others.addAll(keys.present());
            others.remove(key);
            return others;
        }

        private boolean concerns(ChangedKeys keys) {
            return open.concerns(keys.present()) || open.concerns(keys.past());
        }

        private void add(KeyWork work) {
            if (!open.add(work)) {
                begin();
                open.add(work);
            }
        }

        private void begin() {
            open = new KeyStep(settings, preparation, partials, exchange, refusals, metrics::stale);
            steps.add(open);
        }

        int replaced() {
            int replaced = 0;
            for (Step step : steps) {
                replaced += step instanceof KeyStep keys ? keys.replaced() : 0;
            }
            return replaced;
        }
    }
}
