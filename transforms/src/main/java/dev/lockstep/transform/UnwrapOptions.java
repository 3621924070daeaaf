package dev.lockstep.transform;

import dev.lockstep.transform.change.ChangeOptions;
import dev.lockstep.transform.change.ChangedColumns;
import dev.lockstep.transform.change.OptionList;
import dev.lockstep.transform.unwrap.Facts;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/** The options of {@link Unwrap}. */
final class UnwrapOptions {

    static final String DELETES = "delete.tombstone.handling.mode";
    static final String TOMBSTONE = "tombstone";
    static final String DELETE_TO_TOMBSTONE = "delete-to-tombstone";
    static final String DROP = "drop";
    static final String REWRITE = "rewrite";
    static final String REWRITE_WITH_TOMBSTONE = "rewrite-with-tombstone";

    static final String TRUNCATES = "truncate.handling.mode";
    static final String PASS = "pass";

    static final String FIELDS = "add.fields";
    static final String FIELDS_PREFIX = "add.fields.prefix";
    static final String HEADERS = "add.headers";
    static final String HEADERS_PREFIX = "add.headers.prefix";
    static final String PREFIX = "__";

    static final String UNAVAILABLE = "unavailable.columns";
    static final String OMIT = "omit";
    static final String KEEP = "keep";
    static final String PLACEHOLDER = "unavailable.value.placeholder";
    static final String DROP_HEADER = "drop.fields.header.name";
    static final String DROP_FROM_KEY = "drop.fields.from.key";
    static final String DROP_COMPATIBLY = "drop.fields.keep.schema.compatible";

    static final String ROUTE = "route.by.field";

    private UnwrapOptions() {}

    static ConfigDef definition() {
        OptionList options = new OptionList("Deletes and truncates");
        deletes(options);
        facts(options.group("Added facts"));
        columns(options.group("Left out columns"));
        options.group("Routing")
                .text(
                        ROUTE,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.LOW,
                        "Column with the topic",
                        "Names a column whose value becomes the topic; a delete is routed by its"
                                + " row before the change, and its tombstone follows.");
        return ChangeOptions.withMissingColumns(options.definition());
    }

    private static void deletes(OptionList options) {
        options.choice(
                        DELETES,
                        Importance.MEDIUM,
                        "Deletes and tombstones",
                        "Decides what becomes of deletes: tombstone makes a record without value of"
                                + " each and keeps the schema of the row, delete-to-tombstone does"
                                + " so without a schema, drop drops them, rewrite gives the row"
                                + " before the change and every row a field __deleted, and all of"
                                + " them drop the tombstones that follow, which"
                                + " rewrite-with-tombstone keeps.",
                        TOMBSTONE,
                        DELETE_TO_TOMBSTONE,
                        DROP,
                        REWRITE,
                        REWRITE_WITH_TOMBSTONE)
                .choice(
                        TRUNCATES,
                        Importance.LOW,
                        "Truncates",
                        "Decides what becomes of truncates, which have no row: drop drops them,"
                                + " pass leaves the event as it is.",
                        DROP,
                        PASS);
    }

    private static void facts(OptionList options) {
        options.list(
                        FIELDS,
                        List.of(),
                        Facts.VALIDATOR,
                        Importance.MEDIUM,
                        "Facts as fields",
                        "Lists facts of the event to put into the row, as op, table, lsn, position,"
                                + " source.ts_ms, transaction.id, or with a name of your choice as"
                                + " lsn:at; those the event does not have are skipped.")
                .text(
                        FIELDS_PREFIX,
                        PREFIX,
                        OptionList.ANY_TEXT,
                        Importance.LOW,
                        "Prefix of fields",
                        "Starts the name of every field that is put into the row.")
                .list(
                        HEADERS,
                        List.of(),
                        Facts.VALIDATOR,
                        Importance.MEDIUM,
                        "Facts as headers",
                        "Lists facts of the event to add to the headers, named as for add.fields; a"
                                + " tombstone gets op only, which is d.")
                .text(
                        HEADERS_PREFIX,
                        PREFIX,
                        OptionList.ANY_TEXT,
                        Importance.LOW,
                        "Prefix of headers",
                        "Starts the name of every header that is added.");
    }

    private static void columns(OptionList options) {
        options.choice(
                        UNAVAILABLE,
                        Importance.MEDIUM,
                        "Unavailable columns",
                        "Decides what becomes of columns whose unchanged value the log did not"
                                + " carry: omit leaves them out of the row and of its schema, keep"
                                + " leaves the placeholder in.",
                        OMIT,
                        KEEP)
                .text(
                        PLACEHOLDER,
                        ChangedColumns.UNAVAILABLE,
                        new NonEmptyString(),
                        Importance.LOW,
                        "Placeholder",
                        "Gives the text by which such columns are known in events that do not name"
                                + " them.")
                .text(
                        DROP_HEADER,
                        "",
                        OptionList.ANY_TEXT,
                        Importance.LOW,
                        "Header that lists columns",
                        "Names a header with a list of columns to leave out of the record.")
                .flag(
                        DROP_FROM_KEY,
                        false,
                        Importance.LOW,
                        "Leave out of the key",
                        "Tells whether the columns that the header lists are left out of the key"
                                + " too.")
                .flag(
                        DROP_COMPATIBLY,
                        true,
                        Importance.LOW,
                        "Optional columns only",
                        "Tells whether the header leaves out only columns that are optional in the"
                                + " schema.");
    }
}
