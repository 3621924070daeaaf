package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.document.DocumentWriter;
import dev.lockstep.sink.template.RowTemplate;

/** What is done with the rows of one shape. */
record RowPlan(RowTemplate ids, DocumentWriter documents) {

    /** The id of a row's document; null when the row does not tell it. */
    String id(RowImage row) {
        String text = ids.fill(row);
        return text == null || text.isEmpty() ? null : DocumentIds.of(text);
    }
}
