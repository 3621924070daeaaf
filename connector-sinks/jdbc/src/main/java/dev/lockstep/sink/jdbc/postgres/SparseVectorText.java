package dev.lockstep.sink.jdbc.postgres;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** pgvector's text of a sparse vector: {@code {1:1.5,3:2}/5}. */
final class SparseVectorText {

    private SparseVectorText() {}

    static String of(Object value) {
        if (!(value instanceof Struct struct)) {
            throw ValueForm.unexpected(value);
        }
        StringBuilder out = new StringBuilder();
        for (Map.Entry<?, ?> element : struct.getMap("vector").entrySet()) {
            out.append(out.isEmpty() ? '{' : ',');
            out.append(element.getKey()).append(':').append(element.getValue());
        }
        return (out.isEmpty() ? out.append('{') : out)
                .append("}/")
                .append(struct.get("dimensions"))
                .toString();
    }
}
