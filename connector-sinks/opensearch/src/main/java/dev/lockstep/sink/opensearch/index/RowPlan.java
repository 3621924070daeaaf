package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.template.RowTemplate;
import java.util.function.UnaryOperator;

/** Each row tells its index, which is made when the first row goes there. */
final class RowPlan implements IndexPlan {

    private final RowTemplate format;
    private final IndexNames names;
    private final UnaryOperator<String> prepare;

    /** The latest: rows of one time come together, most often. */
    private String latestFilled;

    private String latest;

    /**
     * @param prepare from the readers' name of an index that must be there to the name it is
     *     written by; cheap the second time
     */
    RowPlan(RowTemplate format, IndexNames names, UnaryOperator<String> prepare) {
        this.format = format;
        this.names = names;
        this.prepare = prepare;
    }

    @Override
    public String fixedName() {
        return null;
    }

    @Override
    public String name(RowImage row) {
        String filled = format.fill(row);
        if (filled == null) {
            return null;
        }
        if (!filled.equals(latestFilled)) {
            String name = IndexNames.lower(filled);
            if (names.problem(name) != null) {
                return null;
            }
            latest = prepare.apply(name);
            latestFilled = filled;
        }
        return latest;
    }

    @Override
    public boolean sharedByTables() {
        return true;
    }

    @Override
    public boolean dataStream() {
        return false;
    }
}
