package dev.lockstep.cli.log;

import dev.lockstep.event.Lsn;

/**
 * What a topic holds. What is not known, and what is not bounded, is null.
 *
 * @param records between first and last offsets, gaps included
 * @param oldestLsn of the events that are still there
 * @param sizeBytes on the disk of the fullest replica of each partition
 */
record TopicLog(
        String topic,
        int partitions,
        long records,
        Lsn oldestLsn,
        Lsn newestLsn,
        Long sizeBytes,
        Long retentionMillis,
        Long retentionBytes,
        String cleanupPolicy) {}
