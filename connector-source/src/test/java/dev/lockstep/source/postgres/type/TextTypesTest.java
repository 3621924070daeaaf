package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.TypeOptions;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTypesTest {

    private final Readers readers = Readers.defaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "varchar",
                "bpchar",
                "char",
                "name",
                "citext",
                "isbn",
                "inet",
                "cidr",
                "macaddr",
                "macaddr8",
                "int4range",
                "int8range",
                "numrange",
                "tsrange",
                "tstzrange",
                "daterange",
                "int4multirange",
                "datemultirange",
                "pg_lsn",
                "txid_snapshot",
                "pg_snapshot",
                "xid",
                "xid8",
                "cid",
                "tid",
                "regclass",
                "regtype",
                "refcursor",
                "box",
                "line",
                "lseg",
                "path",
                "polygon",
                "circle",
                "tsquery",
                "int2vector",
                "address"
            })
    void keepsTheTextOfTypesThatHaveNoOtherForm(String type) {
        ColumnReader reader = readers.optional(type);

        assertThat(reader.schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(Readers.read(reader, "[ä \"ß€😀\\,)")).isEqualTo("[ä \"ß€😀\\,)");
        assertThat(Readers.read(reader, "")).isEqualTo("");
        assertThat(reader.unavailable()).isEqualTo("__debezium_unavailable_value");
    }

    @ParameterizedTest
    @CsvSource({
        "json, io.debezium.data.Json",
        "jsonb, io.debezium.data.Json",
        "xml, io.debezium.data.Xml",
        "uuid, io.debezium.data.Uuid",
        "tsvector, io.debezium.data.Tsvector",
        "ltree, io.debezium.data.Ltree"
    })
    void namesTextThatHasAMeaning(String type, String name) {
        ColumnReader reader = readers.optional(type);

        assertThat(reader.schema())
                .isEqualTo(Readers.semantic(SchemaBuilder.string(), name).optional().build());
        assertThat(Readers.read(reader, "x")).isEqualTo("x");
    }

    @Test
    void givesTheLabelsOfAnEnumInOrder() {
        ColumnReader reader = readers.required("mood");

        assertThat(reader.schema())
                .isEqualTo(
                        Readers.semantic(SchemaBuilder.string(), "io.debezium.data.Enum")
                                .parameter("allowed", "sad,ok,happy")
                                .build());
        assertThat(Readers.read(reader, "ok")).isEqualTo("ok");
    }

    @Test
    void keepsTheTextOfATypeThatWasDropped() {
        TypeMapper mapper = new TypeMapper(TypeOptions.DEFAULTS, PgType::dropped);

        ColumnReader reader = mapper.readerFor(99_999, -1, true);

        assertThat(reader.schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(Readers.read(reader, "(1,2)")).isEqualTo("(1,2)");
    }

    @Test
    void followsDomainsToTheirBaseType() {
        ColumnReader reader = readers.optional("positive_price");

        assertThat(reader.schema().parameters())
                .containsEntry("scale", "2")
                .containsEntry("connect.decimal.precision", "10");
        assertThat(Readers.read(readers, "day_list", "{1970-01-02}")).isEqualTo(List.of(1));
    }

    @Test
    void knowsBuiltInTypesWithoutACatalog() {
        assertThat(BuiltinTypes.find(1700).name()).isEqualTo("numeric");
        assertThat(BuiltinTypes.find(1231))
                .isEqualTo(PgType.arrayOf(BuiltinTypes.find(1700), 1231, "_numeric"));
        assertThat(BuiltinTypes.find(603).delimiter()).isEqualTo(';');
        assertThat(BuiltinTypes.find(3904).kind()).isEqualTo(PgType.Kind.RANGE);
        assertThat(BuiltinTypes.find(4451).kind()).isEqualTo(PgType.Kind.MULTIRANGE);
        assertThat(BuiltinTypes.find(16_384)).isNull();
    }
}
