package dev.lockstep.sink.redis.key;

import java.util.List;

/**
 * The keys that a change concerns.
 *
 * @param present those at which the row is afterwards
 * @param past those at which it was before and is no more
 */
public record ChangedKeys(List<String> present, List<String> past) {}
