package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterEntityTest {

    private static FilterEntity<SinkRecord> transform(String... options) {
        return Applied.with(new FilterEntity<>(), options);
    }

    @ParameterizedTest
    @EnumSource
    void keepsEverythingUnlessToldOtherwise(Shape shape) {
        FilterEntity<SinkRecord> transform = transform();
        SinkRecord insert = Samples.insert(shape);
        assertThat(transform.apply(insert)).isSameAs(insert);
        assertThat(transform.apply(Samples.delete(shape))).isNotNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNotNull();
        assertThat(transform.apply(Samples.truncate(shape))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsOnlyWhatIsIncluded(Shape shape) {
        FilterEntity<SinkRecord> same = transform(FilterEntity.INCLUDE, shape.fullName());
        assertThat(same.apply(Samples.insert(shape))).isNotNull();
        assertThat(same.apply(Samples.truncate(shape))).isNotNull();
        FilterEntity<SinkRecord> other = transform(FilterEntity.INCLUDE, "other, items");
        assertThat(other.apply(Samples.insert(shape))).isNull();
        assertThat(other.apply(Samples.update(shape))).isNull();
        assertThat(other.apply(Samples.truncate(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void exclusionWins(Shape shape) {
        FilterEntity<SinkRecord> transform =
                transform(FilterEntity.INCLUDE, "*", FilterEntity.EXCLUDE, shape.table());
        assertThat(transform.apply(Samples.insert(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void dropsTheTombstoneOfADeleteThatItDrops(Shape shape) {
        FilterEntity<SinkRecord> transform = transform(FilterEntity.EXCLUDE, shape.table());
        assertThat(transform.apply(Samples.delete(shape))).isNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsOtherTombstones(Shape shape) {
        FilterEntity<SinkRecord> transform = transform(FilterEntity.EXCLUDE, shape.table());
        SinkRecord tombstone = Samples.tombstone(shape);
        assertThat(transform.apply(tombstone)).isSameAs(tombstone);
        transform.apply(Samples.delete(shape));
        SinkRecord ofAnotherKey =
                Samples.sink(
                        shape.topic(),
                        new SchemaAndValue(Schema.INT64_SCHEMA, -1L),
                        SchemaAndValue.NULL);
        assertThat(transform.apply(ofAnotherKey)).isSameAs(ofAnotherKey);
    }

    @ParameterizedTest
    @EnumSource
    void leavesMessagesAlone(Shape shape) {
        FilterEntity<SinkRecord> transform =
                transform(FilterEntity.INCLUDE, "other", FilterEntity.EXCLUDE, "*");
        SinkRecord message = Samples.message(shape);
        assertThat(transform.apply(message)).isSameAs(message);
    }

    @Test
    void knowsTablesOfConnectorsWithoutSchemasAndCollections() {
        Shape shape = Shape.DEBEZIUM_WITHOUT_SCHEMA;
        FilterEntity<SinkRecord> mongo = transform(FilterEntity.INCLUDE, "inventory.customers");
        assertThat(mongo.apply(Samples.debezium(shape, "mongodb-insert"))).isNotNull();
        FilterEntity<SinkRecord> sqlServer = transform(FilterEntity.INCLUDE, "*.dbo.customers");
        assertThat(sqlServer.apply(Samples.debezium(shape, "sqlserver-update"))).isNotNull();
        assertThat(sqlServer.apply(Samples.debezium(shape, "mongodb-insert"))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatIsNoChangeEvent(Shape shape) {
        FilterEntity<SinkRecord> transform = transform(FilterEntity.INCLUDE, "other");
        for (SinkRecord record : List.of(Samples.plainRow(shape), Samples.text())) {
            assertThat(transform.apply(record)).isSameAs(record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        FilterEntity<SinkRecord> transform = transform("on.non.change.event", "fail");
        assertThatThrownBy(() -> transform.apply(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot apply FilterEntity (topic " + shape.topic())
                .hasMessageContaining("partition 3, offset 42");
    }

    @Test
    void worksInASourceConnector() {
        FilterEntity<SourceRecord> transform = new FilterEntity<>();
        transform.configure(Map.of(FilterEntity.EXCLUDE, "public.orders"));
        Shape shape = Shape.LOCKSTEP;
        assertThat(transform.apply(Samples.asSource(Samples.delete(shape)))).isNull();
        assertThat(transform.apply(Samples.asSource(Samples.tombstone(shape)))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {FilterEntity.INCLUDE, FilterEntity.EXCLUDE})
    void refusesAnExpressionThatIsNone(String option) {
        assertThatThrownBy(() -> transform(option, "orders,/public\\.(a/"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option)
                .hasMessageContaining("/public\\.(a/")
                .hasMessageContaining("at character");
    }
}
