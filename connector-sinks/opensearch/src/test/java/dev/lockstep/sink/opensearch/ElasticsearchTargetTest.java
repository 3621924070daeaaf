package dev.lockstep.sink.opensearch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.index.SharedServer;
import org.junit.jupiter.api.Test;

/** The same with Elasticsearch 7.10, as embedded without data streams. */
class ElasticsearchTargetTest extends OpenSearchTargetTest {

    @Override
    Cluster cluster() {
        return new Cluster(SharedServer.elasticsearch());
    }

    @Override
    @Test
    void appendsEveryChangeToADataStreamOnce() {
        assertThatThrownBy(super::appendsEveryChangeToADataStreamOnce)
                .isInstanceOf(TargetException.Fatal.class);
    }
}
