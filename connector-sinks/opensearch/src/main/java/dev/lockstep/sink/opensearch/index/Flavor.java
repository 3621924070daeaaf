package dev.lockstep.sink.opensearch.index;

import java.util.Map;

/** Where OpenSearch and Elasticsearch differ. */
final class Flavor {

    private final Cluster cluster;
    private String flattened;

    Flavor(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The type of a field that holds a whole object; asked for once. */
    String flattened() {
        if (flattened == null) {
            Map<?, ?> version = Cluster.member(cluster.read("/").orElse(Map.of()), "version");
            boolean isOpenSearch = "opensearch".equals(version.get("distribution"));
            flattened = isOpenSearch ? "flat_object" : "flattened";
        }
        return flattened;
    }
}
