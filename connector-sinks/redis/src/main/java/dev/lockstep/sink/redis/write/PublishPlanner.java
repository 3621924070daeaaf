package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.WriteMode;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.key.ChangedKeys;
import dev.lockstep.sink.redis.key.KeyTemplates;
import dev.lockstep.sink.redis.key.UntoldKeyException;
import java.util.ArrayList;
import java.util.List;

/** One step that tells subscribers of all changes. */
final class PublishPlanner implements Planner {

    private final KeyTemplates templates;
    private final Events events;
    private final Exchange exchange;

    PublishPlanner(RedisSinkConfig config, Exchange exchange) {
        this.templates = new KeyTemplates(config.keys().formats(WriteMode.PUBLISH));
        this.events = new Events(config.keys().channel());
        this.exchange = exchange;
    }

    @Override
    public Work plan(List<Change> changes) {
        Refusals refusals = new Refusals();
        PublishStep step = new PublishStep(exchange);
        for (Change change : changes) {
            if (!(change instanceof Nothing)) {
                add(change, step, refusals);
            }
        }
        return new Work(changes, List.of(step), refusals);
    }

    private void add(Change change, PublishStep step, Refusals refusals) {
        String channel = events.fill(change);
        if (channel == null) {
            refusals.add(
                    change,
                    "Cannot publish a change of "
                            + Events.table(change).table()
                            + ": the record does not tell a column that channel.format names."
                            + " Let it name tables and columns of the key.");
            return;
        }
        try {
            step.add(channel, events.message(change, keys(change)));
        } catch (UntoldKeyException e) {
            refusals.add(change, e.getMessage());
        }
    }

    private List<String> keys(Change change) throws UntoldKeyException {
        if (!(change instanceof RowChange row)) {
            return List.of();
        }
        ChangedKeys changed = templates.of(row);
        List<String> keys = new ArrayList<>(changed.present());
        keys.addAll(changed.past());
        return keys;
    }
}
