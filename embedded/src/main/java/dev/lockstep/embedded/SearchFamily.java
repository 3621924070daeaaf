package dev.lockstep.embedded;

import java.util.List;

/**
 * One of the programs with the same interface, and what sets it apart from the other.
 *
 * @param label what its archive and its configuration file are called
 * @param propertyPrefix what the system properties begin with that the server reads
 */
record SearchFamily(
        String title, String label, String propertyPrefix, String mainClass, List<Module> modules) {

    static final SearchFamily OPENSEARCH =
            new SearchFamily(
                    "OpenSearch",
                    "opensearch",
                    "opensearch",
                    "org.opensearch.bootstrap.OpenSearch",
                    List.of(
                            new Module(
                                    "analysis-common",
                                    "org.opensearch.analysis.common.CommonAnalysisPlugin",
                                    List.of("analysis-common-")),
                            new Module(
                                    "lang-painless",
                                    "org.opensearch.painless.PainlessPlugin",
                                    List.of(
                                            "lang-painless-",
                                            "opensearch-scripting-painless-spi-",
                                            "antlr4-runtime-",
                                            "asm-")),
                            new Module(
                                    "mapper-extras",
                                    "org.opensearch.index.mapper.MapperExtrasPlugin",
                                    List.of("mapper-extras-client-")),
                            new Module(
                                    "parent-join",
                                    "org.opensearch.join.ParentJoinPlugin",
                                    List.of("parent-join-client-")),
                            new Module(
                                    "reindex",
                                    "org.opensearch.index.reindex.ReindexPlugin",
                                    List.of(
                                            "reindex-client-",
                                            "opensearch-rest-client-",
                                            "opensearch-ssl-config-",
                                            "http"))));

    static final SearchFamily ELASTICSEARCH =
            new SearchFamily(
                    "Elasticsearch",
                    "elasticsearch",
                    "es",
                    "org.elasticsearch.bootstrap.Elasticsearch",
                    List.of(
                            new Module(
                                    "mapper-extras",
                                    "org.elasticsearch.index.mapper.MapperExtrasPlugin",
                                    List.of("mapper-extras-client-")),
                            new Module(
                                    "parent-join",
                                    "org.elasticsearch.join.ParentJoinPlugin",
                                    List.of("parent-join-client-")),
                            new Module(
                                    "reindex",
                                    "org.elasticsearch.index.reindex.ReindexPlugin",
                                    List.of(
                                            "reindex-client-",
                                            "elasticsearch-rest-client-",
                                            "elasticsearch-ssl-config-",
                                            "http"))));

    /**
     * A part of the server that its published archive lacks.
     *
     * @param pluginClass the class that the server loads
     * @param jars what the names of its jars begin with
     */
    record Module(String name, String pluginClass, List<String> jars) {}

    /** The system property that names the folder with the archive and the jars of the modules. */
    String archives() {
        return "lockstep.embedded." + label;
    }
}
