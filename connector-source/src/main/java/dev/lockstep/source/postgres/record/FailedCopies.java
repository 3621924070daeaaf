package dev.lockstep.source.postgres.record;

import dev.lockstep.event.FailedChangeSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.event.TableKeySchema;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes the records of rows that a snapshot has read and that cannot become events. Used by all the
 * threads that read.
 */
final class FailedCopies {

    private final Route route;
    private final Map<String, String> partition;

    /** Tables whose failure has been logged. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private final AtomicLong made = new AtomicLong();

    FailedCopies(Route route, Map<String, String> partition) {
        this.route = route;
        this.partition = partition;
    }

    /** How many there have been. */
    long made() {
        return made.get();
    }

    /**
     * The record that stands for the event of the row.
     *
     * @param located says why, and where
     */
    SourceRecord record(
            TablePlan plan,
            RawRow row,
            Struct source,
            Long nowMs,
            String located,
            SourceOffset offset) {
        made.incrementAndGet();
        if (logged.add(plan.label())) {
            FailedRows.log(plan, route, located);
        }
        Struct value = FailedRows.value(Operation.READ, source, nowMs, located);
        FailedRows.addRows(value, null, row);
        return new CapturedRecord(
                partition,
                offset,
                route.topic(),
                route.partition(),
                TableKeySchema.SCHEMA,
                TableKeySchema.key(plan.schema(), plan.table()),
                FailedChangeSchema.SCHEMA,
                value,
                null);
    }
}
