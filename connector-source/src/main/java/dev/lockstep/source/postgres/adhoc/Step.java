package dev.lockstep.source.postgres.adhoc;

/**
 * What the reader is to do next.
 *
 * @param watermark the content of the message that marks the end of the step in the log
 * @param request the current one
 * @param progress of its first table; null to begin it
 * @param settle whether to wait first until everything that the log had before this step is visible
 * @param again whether the same was tried just now
 */
record Step(
        String watermark, Request request, TableProgress progress, boolean settle, boolean again) {}
