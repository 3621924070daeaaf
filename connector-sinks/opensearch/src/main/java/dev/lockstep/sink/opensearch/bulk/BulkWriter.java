package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.document.DocumentWriter;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.DeleteMode;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import dev.lockstep.sink.opensearch.index.Indexes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches as bulk requests. A batch of which something is left, because of a failure that
 * may pass, goes on with that when it is given again. For one thread.
 */
public final class BulkWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BulkWriter.class);

    private final Plans plans;
    private final Items items;
    private final PartialRows partialRows;
    private final UnplacedDeletes unplacedDeletes;
    private final Emptying emptying;
    private final Lines lines;
    private final Bodies bodies;
    private final Transport transport;
    private final boolean appends;
    private final SinkMetrics metrics;

    /** Null where deletes leave nothing behind. */
    private final Purge purge;

    private Work unfinished;
    private boolean hasWarned;

    public BulkWriter(
            SearchClient client,
            Indexes indexes,
            OpenSearchSinkConfig config,
            SinkMetrics metrics,
            Clock clock) {
        this.metrics = metrics;
        appends = config.indexes().dataStreams().areUsed();
        boolean softDeletes = config.indexes().deleteMode() == DeleteMode.SOFT;
        plans = new Plans(indexes, config.ids());
        items = new Items(plans, softDeletes, appends);
        StoredDocuments documents = new StoredDocuments(client);
        partialRows = new PartialRows(documents, items, softDeletes);
        unplacedDeletes = new UnplacedDeletes(documents, items);
        lines =
                new Lines(
                        new DocumentWriter(config.documents()),
                        new Timestamps(config.indexes().dataStreams().timestamps()),
                        clock);
        int batchSize = config.batchSize();
        emptying = new Emptying(client, indexes, plans, items, batchSize);
        bodies = new Bodies(batchSize, config.writing().bulkBytes());
        transport =
                new Transport(
                        client, config.writing().inFlight(), config.connection().readTimeout());
        purge =
                softDeletes && !appends
                        ? new Purge(client, indexes, config.indexes().deleteRetention(), clock)
                        : null;
    }

    /**
     * Writes a batch.
     *
     * @throws TargetException.Transient when something is left
     * @throws TargetException.Refused when all is written but what the server does not take
     */
    public void write(Batch batch) {
        if (unfinished == null || !unfinished.isOf(batch)) {
            unfinished = new Work(batch, stages(batch.changes()));
        }
        Work work = unfinished;
        while (!work.stages().isEmpty()) {
            run(work.stages().peekFirst(), work);
        }
        unfinished = null;
        if (purge != null) {
            purge.perhaps();
        }
        if (!work.refusals().isEmpty()) {
            throw new TargetException.Refused(work.refusals());
        }
    }

    private Deque<Stage> stages(List<Change> changes) {
        if (appends) {
            return Stages.appended(changes);
        }
        Deque<Stage> stages = Stages.reduced(changes);
        long given = changes.stream().filter(change -> !(change instanceof Nothing)).count();
        long left = 0;
        for (Stage stage : stages) {
            left += stage instanceof Stage.Rows rows ? rows.rows().size() : 1;
        }
        metrics.reduced(Math.max(0, given - left));
        return stages;
    }

    /** Does a stage. What is left of it takes its place. */
    private void run(Stage stage, Work work) {
        Outcome outcome = new Outcome();
        Pipeline pipeline = new Pipeline(transport, lines, bodies, work.hasLookedAgain(), outcome);
        if (stage instanceof Stage.Rows rows) {
            send(rows.rows(), pipeline, outcome);
            work.settle(rows.rows(), outcome);
        } else {
            emptying.run(((Stage.Empty) stage).truncate(), pipeline, outcome);
            pipeline.finish();
            work.settle(outcome);
        }
        metrics.stale(outcome.staleCount());
        warn(outcome.staleByOffsetCount());
        if (outcome.isOutdated()) {
            plans.forget();
            work.looksAgain();
        }
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
    }

    private void send(List<RowChange> rows, Pipeline pipeline, Outcome outcome) {
        List<Upsert> partial = new ArrayList<>();
        List<Delete> unplaced = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            RowChange row = rows.get(i);
            if (isPartial(row)) {
                partial.add((Upsert) row);
            } else if (row instanceof Delete delete && UnplacedDeletes.is(delete)) {
                unplaced.add(delete);
            } else {
                outcome.unlessFailed(row, () -> pipeline.add(items.of(row)));
            }
        }
        if (!partial.isEmpty()) {
            partialRows.complete(partial, pipeline, outcome);
        }
        if (!unplaced.isEmpty()) {
            unplacedDeletes.complete(unplaced, pipeline, outcome);
        }
        pipeline.finish();
    }

    /** It may be a repetition, and it may be that offsets began anew: that is not to be silent. */
    private void warn(long staleByOffset) {
        if (staleByOffset > 0 && !hasWarned) {
            hasWarned = true;
            LOG.warn(
                    "Left out {} changes that carry no position: the documents have larger versions"
                            + " than the changes' offsets in Kafka. That is right for records that"
                            + " were read before; if the topic was made anew, or the index was"
                            + " written by positions before, begin with a new index.",
                    staleByOffset);
        }
    }

    private boolean isPartial(RowChange row) {
        return !appends && row instanceof Upsert && row.row().unavailable() != null;
    }
}
