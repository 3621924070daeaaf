package dev.lockstep.sink.typesense.collection;

/** What columns are called in documents. */
public final class MemberNames {

    /** The document's id, a string; the server wants it by this name. */
    public static final String ID = "id";

    /** The position of the change that a document is of. */
    public static final String POSITION = "lockstep_position";

    /** Where a column called {@code id} goes. */
    private static final String ID_COLUMN = "_id";

    private MemberNames() {}

    /** The name of a column's member; null where it is left out. */
    public static String of(String column) {
        return switch (column) {
            case ID -> ID_COLUMN;
            case POSITION -> null;
            default -> column;
        };
    }
}
