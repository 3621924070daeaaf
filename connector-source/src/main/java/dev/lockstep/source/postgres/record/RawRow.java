package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.type.BinaryColumn;
import dev.lockstep.source.postgres.type.RawText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row as the source wrote it, without a look at its types: column texts by name. */
final class RawRow {

    private static final RawText NO_TEXT = (bytes, from, length) -> null;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<String> unavailable = new ArrayList<>();
    private final List<String> hex = new ArrayList<>();

    Map<String, String> texts() {
        return texts;
    }

    /** The columns whose values the log does not carry. */
    List<String> unavailable() {
        return unavailable;
    }

    /** The columns whose bytes are no text, and are given as they are. */
    List<String> hex() {
        return hex;
    }

    /**
     * Adds a column of a row of the log.
     *
     * @param binary null where the column's binary form is not known
     */
    void add(Tuple row, int column, String name, BinaryColumn binary) {
        switch (row.kind(column)) {
            case NULL -> addNull(name);
            case UNCHANGED -> unavailable.add(name);
            case TEXT -> add(name, row, column, RawText.OF_TEXT);
            case BINARY -> add(name, row, column, binary == null ? NO_TEXT : binary.raw());
        }
    }

    private void add(String name, Tuple row, int column, RawText form) {
        add(name, row.buffer(), row.offset(column), row.length(column), form);
    }

    void addNull(String name) {
        texts.put(name, null);
    }

    /** Adds a value that is {@code bytes[from, from + length)}. */
    void add(String name, byte[] bytes, int from, int length, RawText form) {
        String text = form.of(bytes, from, length);
        if (text == null) {
            hex.add(name);
            text = HexFormat.of().formatHex(bytes, from, from + length);
        }
        texts.put(name, text);
    }
}
