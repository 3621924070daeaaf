package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.HstoreMode;
import dev.lockstep.source.postgres.config.IntervalMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryTypesTest {

    private final Readers readers = Readers.defaults();

    @Test
    void givesByteaAsBytes() {
        ColumnReader reader = readers.optional("bytea");

        assertThat(reader.schema()).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
        assertThat(Readers.read(reader, "\\x00ffDE"))
                .isEqualTo(ByteBuffer.wrap(new byte[] {0, -1, (byte) 0xDE}));
        assertThat(Readers.read(reader, "\\x")).isEqualTo(ByteBuffer.allocate(0));
        assertThat((byte[]) reader.unavailable())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("__debezium_unavailable_value");
    }

    @ParameterizedTest
    @CsvSource({"BASE64, +/8B", "BASE64_URL_SAFE, -_8B", "HEX, fbff01"})
    void givesByteaAsTextIfAsked(BinaryMode mode, String expected) {
        ColumnReader reader =
                Readers.with(mode, HstoreMode.JSON, IntervalMode.NUMERIC).optional("bytea");

        assertThat(reader.schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(Readers.read(reader, "\\xfbff01")).isEqualTo(expected);
        assertThat(reader.unavailable()).isEqualTo("__debezium_unavailable_value");
    }

    @Test
    void givesASingleBitAsBoolean() {
        ColumnReader reader = readers.optional("bit", 1);

        assertThat(reader.schema()).isEqualTo(Schema.OPTIONAL_BOOLEAN_SCHEMA);
        assertThat(Readers.read(reader, "1")).isEqualTo(true);
        assertThat(Readers.read(reader, "0")).isEqualTo(false);
        assertThat(Readers.read(readers.optional("varbit", 1), ""))
                .isEqualTo(new Inexact(null, ""));
        assertThat(Readers.read(readers.optional("bit", -1), "101"))
                .isEqualTo(new Inexact(null, "101"));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, ''",
        "00000001, 01",
        "10000000, 80",
        "01010101, 55",
    })
    void givesBitsLittleEndianWithoutLeadingZeros(String text, String hex) {
        ColumnReader reader = readers.optional("bit", 8);

        assertThat(reader.schema())
                .isEqualTo(
                        Readers.semantic(SchemaBuilder.bytes(), "io.debezium.data.Bits")
                                .parameter("length", "8")
                                .optional()
                                .build());
        assertThat((byte[]) Readers.read(reader, text)).asHexString().isEqualToIgnoringCase(hex);
    }

    @Test
    void saysWhenTheLengthOfABitStringIsLost() {
        ColumnReader reader = readers.optional("varbit", -1);
        Inexact read = (Inexact) Readers.read(reader, "0000000000000101");

        assertThat(reader.schema().parameters()).containsEntry("length", "2147483647");
        assertThat((byte[]) read.nearest()).containsExactly(5);
        assertThat(read.text()).isEqualTo("0000000000000101");
    }
}
