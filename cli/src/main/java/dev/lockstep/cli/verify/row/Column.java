package dev.lockstep.cli.verify.row;

/** A column of a table of the source. */
public record Column(String name, ColumnType type) {

    public Kind kind() {
        return type.kind();
    }
}
