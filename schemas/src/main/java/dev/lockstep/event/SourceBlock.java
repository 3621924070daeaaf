package dev.lockstep.event;

import java.util.Optional;
import java.util.OptionalLong;

/** Where a change comes from and where it stands in its log: a read-only view of {@code source}. */
public final class SourceBlock {

    private final Row block;

    SourceBlock(Row block) {
        this.block = block;
    }

    /** The whole block, for fields that only one connector has. */
    public Row fields() {
        return block;
    }

    /** Version of the connector that wrote the event. */
    public Optional<String> version() {
        return Values.text(block, FieldNames.VERSION);
    }

    /** The kind of source: {@code postgresql}, {@code mysql}, {@code sqlserver} and so on. */
    public Optional<String> connector() {
        return Values.text(block, FieldNames.CONNECTOR);
    }

    /** The logical name of the server, which is the prefix of its topics. */
    public Optional<String> name() {
        return Values.text(block, FieldNames.NAME);
    }

    public Optional<String> database() {
        return Values.text(block, FieldNames.DB);
    }

    /** Absent for databases that have no schemas, such as MySQL. */
    public Optional<String> schema() {
        return Values.text(block, FieldNames.SCHEMA);
    }

    /** The table, or MongoDB's collection. */
    public Optional<String> table() {
        Optional<String> table = Values.text(block, FieldNames.TABLE);
        return table.isPresent() ? table : Values.text(block, FieldNames.COLLECTION);
    }

    /** Whether the row was read by a snapshot, initial or incremental. */
    public boolean snapshot() {
        return !snapshotMarker().equals("false");
    }

    /**
     * Debezium's marker as it is: {@code false}, {@code true}, {@code first}, {@code last}, {@code
     * incremental} and so on.
     */
    public String snapshotMarker() {
        Object marker = block.value(FieldNames.SNAPSHOT);
        return marker == null ? "false" : marker.toString();
    }

    /** When the change was committed at the source. */
    public OptionalLong timestampMillis() {
        return Values.number(block, FieldNames.TS_MS);
    }

    public OptionalLong timestampMicros() {
        return Values.number(block, FieldNames.TS_US);
    }

    public OptionalLong timestampNanos() {
        return Values.number(block, FieldNames.TS_NS);
    }

    /** The transaction id where it is a number, as in PostgreSQL. */
    public OptionalLong txId() {
        return Values.number(block, FieldNames.TX_ID);
    }

    /** The LSN of the change itself, as the signed view of an {@link Lsn}. */
    public OptionalLong lsn() {
        return Values.number(block, FieldNames.LSN);
    }

    /** The LSN of the commit record of the change's transaction. */
    public OptionalLong commitLsn() {
        return Values.number(block, FieldNames.COMMIT_LSN);
    }

    /** The 1-based place of the change in its transaction; 0 for rows of a snapshot. */
    public OptionalLong ordinal() {
        return Values.number(block, FieldNames.ORDINAL);
    }

    /**
     * The place of the change in the order of its source, given or derived; absent where the source
     * block allows none that is never wrong. Positions compare within one server's log only, an
     * equal one is not older, and those of different connectors have nothing to do with each other.
     */
    public OptionalLong position() {
        return DerivedPosition.of(this);
    }

    /** Whether this is known to be the last change of its transaction. */
    public boolean last() {
        return Values.flag(block, FieldNames.LAST);
    }
}
