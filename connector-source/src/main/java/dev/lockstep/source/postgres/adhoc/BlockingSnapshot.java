package dev.lockstep.source.postgres.adhoc;

import java.util.Map;
import java.util.Set;

/**
 * A snapshot for which the stream waits.
 *
 * @param tables as {@code schema.table}
 * @param statements that read tables of which not all is asked for, by {@code schema.table}
 */
public record BlockingSnapshot(Set<String> tables, Map<String, String> statements) {}
