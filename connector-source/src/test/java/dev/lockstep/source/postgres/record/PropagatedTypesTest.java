package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class PropagatedTypesTest {

    private static final int TABLE = 100;

    private final Wal wal =
            new Wal().define(TABLE, "t", 'd', "*id:23", "name:1043", "tags:1009", "n:1700");

    private SourceRecord record(String... options) {
        wal.transaction(t -> t.insert(TABLE, "1", "a", "{b}", "1.50"));
        return new Capture(options).records(wal).get(0);
    }

    private static Schema row(SourceRecord record, String column) {
        return ((Struct) record.value()).getStruct("after").schema().field(column).schema();
    }

    private static String told(Schema schema, String what) {
        return schema.parameters() == null
                ? null
                : schema.parameters().get("__debezium.source.column." + what);
    }

    @Test
    void schemasOfListedColumnsTellTheirTypes() {
        SourceRecord record =
                record("column.propagate.source.type", "public\\.t\\.(ID|tags),other\\..*");

        assertThat(told(row(record, "id"), "type")).isEqualTo("INT4");
        assertThat(told(row(record, "id"), "name")).isEqualTo("id");
        assertThat(told(record.keySchema().field("id").schema(), "type")).isEqualTo("INT4");
        assertThat(told(row(record, "tags"), "type")).isEqualTo("_TEXT");
        assertThat(told(row(record, "name"), "type")).isNull();
        assertThat(told(row(record, "n"), "type")).isNull();
    }

    @Test
    void schemasOfListedTypesTellThem() {
        SourceRecord record =
                record("datatype.propagate.source.type", "public\\..*\\.(varchar|numeric)");

        assertThat(told(row(record, "name"), "length")).isEqualTo("2147483647");
        assertThat(told(row(record, "n"), "type")).isEqualTo("NUMERIC");
        assertThat(told(row(record, "id"), "type")).isNull();
        assertThat(told(record.keySchema().field("id").schema(), "type")).isNull();
    }

    @Test
    void schemasTellNothingUnlessAsked() {
        SourceRecord record = record();

        assertThat(record.keySchema().field("id").schema().parameters()).isNull();
        assertThat(row(record, "name").parameters()).isNull();
    }
}
