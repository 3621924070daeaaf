package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.record.SourceOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Some rows of a chunk, as records. Filled by the thread that reads, then owned by the task thread,
 * which gives the two offsets their meaning.
 */
final class RowBatch {

    private final Chunk chunk;
    private final SourceOffset before;
    private final SourceOffset after;
    private final List<SourceRecord> records;

    private SourceRecord definition;
    private long bytes;
    private boolean endsChunk;

    /**
     * @param before the offset of its records but for the last of a chunk
     * @param after the offset of the last record of a chunk
     */
    RowBatch(Chunk chunk, SourceOffset before, SourceOffset after, int capacity) {
        this.chunk = chunk;
        this.before = before;
        this.after = after;
        this.records = new ArrayList<>(capacity);
    }

    Chunk chunk() {
        return chunk;
    }

    SourceOffset before() {
        return before;
    }

    SourceOffset after() {
        return after;
    }

    /**
     * Says what is told of the table before these rows, if they are its first.
     *
     * @param told null for nothing
     */
    void define(SourceRecord told) {
        definition = told;
    }

    /** Null for nothing. */
    SourceRecord definition() {
        return definition;
    }

    List<SourceRecord> records() {
        return records;
    }

    void add(SourceRecord record, int size) {
        records.add(record);
        bytes += size;
    }

    long bytes() {
        return bytes;
    }

    /** No rows of the chunk come after these. */
    void endChunk() {
        endsChunk = true;
        if (!records.isEmpty()) {
            int last = records.size() - 1;
            records.set(last, withOffset(records.get(last), after));
        }
    }

    private static SourceRecord withOffset(SourceRecord record, SourceOffset offset) {
        return new SourceRecord(
                record.sourcePartition(),
                offset,
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }

    boolean endsChunk() {
        return endsChunk;
    }
}
