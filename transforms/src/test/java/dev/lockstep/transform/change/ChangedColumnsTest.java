package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ChangedColumnsTest {

    private static final Schema ROW =
            SchemaBuilder.struct()
                    .optional()
                    .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
                    .field("text", Schema.OPTIONAL_STRING_SCHEMA)
                    .build();
    private static final Schema SOURCE =
            SchemaBuilder.struct().field("table", Schema.STRING_SCHEMA).build();
    private static final Schema ENVELOPE =
            SchemaBuilder.struct()
                    .field("before", ROW)
                    .field("after", ROW)
                    .field("source", SOURCE)
                    .field("op", Schema.STRING_SCHEMA)
                    .build();

    private static Struct row(byte[] bytes, String text) {
        return new Struct(ROW).put("bytes", bytes).put("text", text);
    }

    private static List<String> changed(Struct before, Struct after) {
        Struct envelope =
                new Struct(ENVELOPE)
                        .put("before", before)
                        .put("after", after)
                        .put("source", new Struct(SOURCE).put("table", "t"))
                        .put("op", "u");
        return ChangedColumns.of(new ChangeReader().read(envelope));
    }

    @Test
    void comparesBytesByContent() {
        assertThat(changed(row(new byte[] {1}, "a"), row(new byte[] {1}, "a"))).isEmpty();
        assertThat(changed(row(new byte[] {1}, "a"), row(new byte[] {2}, "a")))
                .containsExactly("bytes");
    }

    @Test
    void comparesNulls() {
        assertThat(changed(row(null, null), row(null, null))).isEmpty();
        assertThat(changed(row(null, null), row(new byte[] {1}, "a")))
                .containsExactly("bytes", "text");
        assertThat(changed(row(new byte[] {1}, "a"), row(null, null)))
                .containsExactly("bytes", "text");
    }

    @Test
    void takesAValueThatTheLogDidNotCarryForUnchanged() {
        assertThat(changed(row(null, "a"), row(null, ChangedColumns.UNAVAILABLE))).isEmpty();
        assertThat(changed(row(null, ChangedColumns.UNAVAILABLE), row(null, "a")))
                .containsExactly("text");
    }
}
