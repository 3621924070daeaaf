package dev.lockstep.cli.verify.row;

import java.util.List;

/** The key of a row: the one spelling of each of its columns. */
public record RowKey(List<String> values) {

    public RowKey {
        values = List.copyOf(values);
    }
}
