package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.RowImage;
import java.util.List;

/**
 * What is to become of one document.
 *
 * @param change what asks for it
 * @param target where the document is
 * @param version before which it must not be; below 0 where the document is only ever added
 * @param content what is written
 */
record Item(Change change, Ref target, long version, Content content) {

    /** What a document becomes. */
    sealed interface Content {}

    /**
     * A row.
     *
     * @param plan of the row's shape
     * @param stored members that the row does not tell, from where they are stored; empty for none
     */
    record Row(RowPlan plan, RowImage row, List<StoredMember> stored) implements Content {}

    /**
     * The mark of a deleted row.
     *
     * @param tableMember the member that tells the table; null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mark(byte[] tableMember) implements Content {}

    /** Nothing: the document is deleted. */
    record Gone() implements Content {
        static final Gone GONE = new Gone();
    }

    /**
     * Nothing, for there is no document: only whether the server remembers a newer delete is asked.
     *
     * @param message why the change is refused where it does not
     */
    record Probe(String message) implements Content {}

    /** What the server calls it. */
    Action action() {
        if (content instanceof Gone || content instanceof Probe) {
            return Action.DELETE;
        }
        return version < 0 ? Action.CREATE : Action.INDEX;
    }
}
