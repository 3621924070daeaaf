package dev.lockstep.sink.apply;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the task thread is in reading one partition. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private static final long UNKNOWN = -1;

    /** Where a producer's transaction ends there is an offset without a record. */
    private static final int USUAL_GAP = 1;

    private final TopicPartition partition;

    /** Below this no record is read again, unless the topic is not what it was. */
    private long floor = UNKNOWN;

    private long begun = UNKNOWN;

    /** The next record has this offset, or a larger one. */
    private long expected = UNKNOWN;

    /** The first record that was passed over, to come back to. */
    private long passedOver = UNKNOWN;

    private final Repeats repeats = new Repeats();
    private final Moves moves = new Moves();
    private boolean ready;
    private boolean sought;
    private boolean passing;

    Reading(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    /** What keeps out changes that come again. */
    Repeats repeats() {
        return repeats;
    }

    /** The rows that are on their way from one key to another. */
    Moves moves() {
        return moves;
    }

    boolean isReady() {
        return ready;
    }

    /** The target has been asked; records count from now on. */
    void start() {
        ready = true;
    }

    /** The first record that came too early; negative for none. */
    long passedOver() {
        return passedOver;
    }

    /** Where reading began; negative while nothing is known. */
    long begun() {
        return begun;
    }

    /** Whether no record has been taken since reading went on elsewhere. */
    boolean isSought() {
        return sought;
    }

    /** Whether a record with this offset has been taken before. */
    boolean isBehind(long offset) {
        return ready && !passing && offset < expected;
    }

    /** Behind the last record that was taken; negative while nothing is known. */
    long expected() {
        return expected;
    }

    /**
     * Reading goes on at this offset.
     *
     * @param passing whether records may still come that were read before Connect knows of it
     */
    void seek(long offset, boolean passing) {
        this.expected = offset;
        this.floor = floor == UNKNOWN ? offset : Math.min(floor, offset);
        this.begun = begun == UNKNOWN ? offset : begun;
        this.sought = true;
        this.passing = passing;
        this.passedOver = UNKNOWN;
        moves.clear();
    }

    /** What Connect has handed over at once is through. */
    void arrived() {
        passing = false;
    }

    /** Everything below this is durable and Connect was told so. */
    void committed(long offset) {
        floor = Math.max(floor, offset);
    }

    /**
     * Whether a record is to be taken; it is not if it was before, or comes too early.
     *
     * @throws ConnectException when its offset shows that the topic is not what it was
     */
    boolean take(long offset) {
        if (!ready || passing) {
            passedOver = passedOver == UNKNOWN && !ready ? offset : passedOver;
            return false;
        }
        if (expected != UNKNOWN && offset < expected) {
            if (sought || offset < floor) {
                throw startsAnew(offset);
            }
            return false;
        }
        if (sought && offset > expected + USUAL_GAP) {
            warn(offset);
        }
        floor = floor == UNKNOWN ? offset : floor;
        begun = begun == UNKNOWN ? offset : begun;
        expected = offset + 1;
        sought = false;
        return true;
    }

    /** Kafka's consumer goes on behind what retention has deleted, and does not say so. */
    private void warn(long offset) {
        LOG.warn(
                "Reading goes on at offset {} of {}, for there are no records from offset {} on, as"
                        + " was asked for. If the topic is neither compacted nor filtered by a"
                        + " transform, retention has deleted changes that were not applied: look"
                        + " whether its first offset is larger, and take a snapshot if it is.",
                offset,
                partition,
                expected);
    }

    private ConnectException startsAnew(long offset) {
        return new ConnectException(
                "Cannot go on reading (topic "
                        + partition.topic()
                        + ", partition "
                        + partition.partition()
                        + "): a record with offset "
                        + offset
                        + " has come after everything below offset "
                        + expected
                        + " was applied, so the topic was made anew or has lost its end. If what it"
                        + " holds now is to be applied from its start, stop the connector, set the"
                        + " offset of this partition to 0 (PATCH /connectors/<name>/offsets) and"
                        + " resume it.");
    }
}
