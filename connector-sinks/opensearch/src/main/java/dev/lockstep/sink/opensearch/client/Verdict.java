package dev.lockstep.sink.opensearch.client;

import java.util.Set;

/** What is to be done about an answer that is no success, of a request or of an item in it. */
public enum Verdict {
    /** It may pass by itself: the same again, later. */
    LATER,
    /** Only a person can help. */
    STOP,
    /** It depends on what was asked. */
    REFUSED;

    /**
     * Names of failures that pass whatever their status. Blocks are among them: a disk that is too
     * full is made room on, an index that is closed or made read-only for its maintenance comes
     * back.
     */
    private static final Set<String> PASSING =
            Set.of(
                    "cluster_block_exception",
                    "index_closed_exception",
                    "es_rejected_execution_exception",
                    "rejected_execution_exception",
                    "open_search_rejected_execution_exception",
                    "circuit_breaking_exception",
                    "unavailable_shards_exception",
                    "no_shard_available_action_exception",
                    "shard_not_found_exception",
                    "illegal_index_shard_state_exception",
                    "process_cluster_event_timeout_exception",
                    "timeout_exception",
                    "receive_timeout_transport_exception",
                    "master_not_discovered_exception",
                    "cluster_manager_not_discovered_exception",
                    "not_master_exception",
                    "not_cluster_manager_exception",
                    "node_closed_exception",
                    "node_not_connected_exception",
                    "node_disconnected_exception",
                    "snapshot_in_progress_exception");

    /**
     * Decides.
     *
     * @param status of the answer or the item, 300 or above
     */
    public static Verdict of(int status, ServerError error) {
        if (status == 408 || status == 429 || status >= 500 || error.isOneOf(PASSING)) {
            return LATER;
        }
        boolean isRefusedLogin = status == 401 || status == 403 || status == 407;
        return isRefusedLogin || status < 400 ? STOP : REFUSED;
    }
}
