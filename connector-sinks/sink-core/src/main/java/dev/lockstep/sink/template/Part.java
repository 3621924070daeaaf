package dev.lockstep.sink.template;

import dev.lockstep.sink.change.SourceTable;

/** A part of a template. */
sealed interface Part {

    /** Text that stays. */
    record Literal(String text) implements Part {
        @Override
        public String ofTable(SourceTable table) {
            return text;
        }
    }

    /** What is known of the table. */
    record OfTable(String name, Form form) implements Part {
        @Override
        public String ofTable(SourceTable table) {
            String value =
                    switch (name) {
                        case "topic" -> table.topic();
                        case "database" -> table.database();
                        case "schema" -> table.schema();
                        default -> table.table();
                    };
            return value == null ? null : form.apply(value);
        }
    }

    /** The whole key. */
    record OfKey(Form form) implements Part {}

    /** A column. */
    record OfColumn(String name, Form form) implements Part {}

    /** The same for all rows of a table; null where it differs by row or is not known. */
    default String ofTable(SourceTable table) {
        return null;
    }
}
