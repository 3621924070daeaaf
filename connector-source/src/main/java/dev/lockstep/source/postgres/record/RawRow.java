package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.pgoutput.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row as the log wrote it, without a look at its types: column texts by name. */
final class RawRow {

    private final Map<String, String> texts = new LinkedHashMap<>();

    Map<String, String> texts() {
        return texts;
    }

    /**
     * Adds a column.
     *
     * @param unavailable gets its name if the log does not carry its value
     * @param hex gets its name if its bytes are no text
     */
    void add(Tuple row, int column, String name, List<String> unavailable, List<String> hex) {
        switch (row.kind(column)) {
            case NULL -> texts.put(name, null);
            case UNCHANGED -> unavailable.add(name);
            case TEXT, BINARY -> texts.put(name, text(row, column, name, hex));
        }
    }

    private static String text(Tuple row, int column, String name, List<String> hex) {
        int from = row.offset(column);
        int length = row.length(column);
        if (row.kind(column) == Tuple.Kind.TEXT) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(row.buffer(), from, length))
                        .toString();
            } catch (CharacterCodingException e) {
                // Not a text, so given as the bytes it is.
            }
        }
        hex.add(name);
        return HexFormat.of().formatHex(row.buffer(), from, from + length);
    }
}
