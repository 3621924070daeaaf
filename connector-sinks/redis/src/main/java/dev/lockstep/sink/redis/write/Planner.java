package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.ValueOptions;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.key.SideKeys;
import dev.lockstep.sink.redis.value.RowValues;
import dev.lockstep.sink.redis.value.TimeToLive;
import java.time.Clock;
import java.util.List;

/** Makes steps of batches, as the mode wants it. */
public interface Planner {

    /** The steps of a batch. */
    Work plan(List<Change> changes);

    /** The planner of a configuration. */
    static Planner of(RedisSinkConfig config, Exchange exchange, SinkMetrics metrics) {
        Settings settings = new Settings(config.writing(), config.fence());
        SideKeys sides = new SideKeys(config.fence().prefix());
        RowValues values = new RowValues(config.documents());
        return switch (config.writing().mode()) {
            case WRITE, INVALIDATE -> {
                KeyPreparation preparation =
                        new KeyPreparation(
                                settings,
                                values,
                                new TimeToLive(config.writing(), Clock.systemUTC()),
                                sides,
                                exchange);
                PartialRows partials =
                        new PartialRows(
                                settings,
                                preparation,
                                exchange,
                                metrics::stale,
                                expires(config.writing()));
                yield new KeyPlanner(config, settings, preparation, partials, exchange, metrics);
            }
            case STREAM -> new StreamPlanner(config, settings, sides, values, exchange, metrics);
            case PUBLISH -> new PublishPlanner(config, exchange);
        };
    }

    private static boolean expires(ValueOptions options) {
        return options.ttl() > 0 || !options.ttls().isEmpty() || options.ttlColumn() != null;
    }
}
