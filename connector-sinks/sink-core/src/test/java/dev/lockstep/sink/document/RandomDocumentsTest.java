package dev.lockstep.sink.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.json.JsonText;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** Random rows, written, read by a parser and compared with what went in. */
class RandomDocumentsTest {

    /** A value, and what the parser must find in its place. */
    private record Pair(Schema schema, Object value, Object read) {}

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void whatIsReadIsWhatWasWritten() {
        DocumentWriter writer = new DocumentWriter(DocumentOptions.DEFAULTS);
        JsonBytes out = new JsonBytes();
        for (int i = 0; i < 3_000; i++) {
            out.clear();
            Map<String, Object> expected = new LinkedHashMap<>();
            writer.write(row(expected), out);
            assertThat(JsonText.read(Rows.text(out))).as("seed %d", seed).isEqualTo(expected);
            assertThat(Rows.text(out)).doesNotContain("\n", "\r");
        }
    }

    private RowImage row(Map<String, Object> expected) {
        List<RowShape.Column> columns = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            Pair pair = random.nextInt(8) == 0 ? nested(2) : scalar();
            boolean isNull = random.nextInt(10) == 0;
            String name = i + text();
            columns.add(new RowShape.Column(name, pair.schema, false));
            values.add(isNull ? null : pair.value);
            expected.put(name, isNull ? null : pair.read);
        }
        return new RowImage(new RowShape(columns), values.toArray(), null, null);
    }

    private Pair scalar() {
        return switch (random.nextInt(6)) {
            case 0 -> number();
            case 1 -> decimal();
            case 2 -> {
                double value = Double.longBitsToDouble(random.nextLong());
                yield new Pair(
                        Schema.FLOAT64_SCHEMA,
                        value,
                        Double.isFinite(value)
                                ? new BigDecimal(Double.toString(value))
                                : Double.toString(value));
            }
            case 3 -> {
                boolean value = random.nextBoolean();
                yield new Pair(Schema.BOOLEAN_SCHEMA, value, value);
            }
            case 4 -> json();
            default -> {
                String value = text();
                yield new Pair(Schema.STRING_SCHEMA, value, value);
            }
        };
    }

    private Pair number() {
        long value = random.nextLong() >> random.nextInt(64);
        return new Pair(Schema.INT64_SCHEMA, value, value);
    }

    private Pair decimal() {
        int scale = random.nextInt(1, 30);
        BigInteger unscaled = new BigInteger(random.nextInt(1, 300), new java.util.Random(seed));
        BigDecimal value = new BigDecimal(unscaled, scale);
        return new Pair(Decimal.schema(scale), value, value);
    }

    private Pair json() {
        Pair member = number();
        String text = JsonText.writeSpaced(Map.of("m", List.of(member.read, text())));
        return new Pair(
                SchemaBuilder.string().name("io.debezium.data.Json").build(),
                text.replace(": ", ":\r\n"),
                JsonText.read(text.replace(": ", ":\r\n")));
    }

    private Pair nested(int depth) {
        Pair element = depth == 0 ? scalar() : nested(depth - 1);
        if (random.nextBoolean()) {
            Schema array = SchemaBuilder.array(element.schema).build();
            return new Pair(array, List.of(element.value), List.of(element.read));
        }
        String name = text();
        return new Pair(
                SchemaBuilder.map(Schema.STRING_SCHEMA, element.schema).build(),
                Map.of(name, element.value),
                Map.of(name, element.read));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int bound = List.of(0x20, 0x80, 0x800, 0xD800, 0x110000).get(random.nextInt(5));
            int code = random.nextInt(bound);
            if (code < 0xD800 || code > 0xDFFF) {
                text.appendCodePoint(code);
            }
        }
        return text.toString();
    }
}
