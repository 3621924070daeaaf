package dev.lockstep.transform;

import dev.lockstep.transform.change.ChangedColumns;
import dev.lockstep.transform.change.NamePatterns;
import dev.lockstep.transform.change.OptionList;
import dev.lockstep.transform.mask.Mask;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The options of {@link MaskField}. */
final class MaskFieldOptions {

    static final String COLUMNS = "columns";

    static final String MODE = "mask.mode";
    static final String REDACT = "redact";
    static final String KEEP_LAST = "keep_last";
    static final String HMAC = "hmac_sha256";
    static final String TRUNCATE = "truncate";
    static final String NULL = "null";

    static final String REPLACEMENT = "mask.replacement";
    static final String LENGTH = "mask.length.chars";
    static final String SECRET = "mask.hmac.secret";

    static final String KEYS = "key.columns";
    static final String SAFE = "safe";
    static final String MASK = "mask";
    static final String KEEP = "keep";

    static final String PLACEHOLDER = "unavailable.value.placeholder";

    private MaskFieldOptions() {}

    static ConfigDef definition() {
        OptionList options = new OptionList("Columns");
        columns(options);
        mask(options.group("Mask"));
        return options.definition();
    }

    private static void columns(OptionList options) {
        options.requiredList(
                        COLUMNS,
                        NamePatterns.AT_LEAST_ONE,
                        Importance.HIGH,
                        "Columns to mask",
                        "Names the columns to mask, as column, table.column, schema.table.column or"
                                + " database.schema.table.column.")
                .choice(
                        KEYS,
                        Importance.MEDIUM,
                        "Columns of the key",
                        "Decides about masked columns that are part of the record key: safe masks"
                                + " them if the mode keeps different keys different and fails"
                                + " otherwise, mask masks them in any case, keep leaves the key as"
                                + " it is and masks the images only.",
                        SAFE,
                        MASK,
                        KEEP)
                .text(
                        PLACEHOLDER,
                        ChangedColumns.UNAVAILABLE,
                        new NonEmptyString(),
                        Importance.LOW,
                        "Placeholder",
                        "Gives the text that stands for an unchanged value which the log did not"
                                + " carry, and which is not masked.");
    }

    private static void mask(OptionList options) {
        options.choice(
                        MODE,
                        Importance.HIGH,
                        "Mode",
                        "Decides what is left of a value: redact puts mask.replacement in its"
                                + " place, keep_last shows its last characters behind stars,"
                                + " hmac_sha256 gives a code that is the same for equal values,"
                                + " truncate its first characters, null nothing.",
                        REDACT,
                        KEEP_LAST,
                        HMAC,
                        TRUNCATE,
                        NULL)
                .text(
                        REPLACEMENT,
                        "****",
                        OptionList.ANY_TEXT,
                        Importance.MEDIUM,
                        "Replacement",
                        "Gives the text that redact puts in the place of every value.")
                .number(
                        LENGTH,
                        4,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Characters that stay",
                        "Tells how many characters keep_last and truncate leave.")
                .secret(
                        SECRET,
                        LambdaValidator.with(MaskFieldOptions::requireText, () -> "non-empty text"),
                        Importance.HIGH,
                        "Secret of the HMAC",
                        "Gives the secret of hmac_sha256, without which nobody can find out values"
                                + " by trying.");
    }

    private static void requireText(String option, Object value) {
        if (value instanceof Password secret && secret.value().isEmpty()) {
            throw new ConfigException(option, value, "The secret is empty.");
        }
    }

    static Mask mask(AbstractConfig options) {
        int length = options.getInt(LENGTH);
        return switch (options.getString(MODE)) {
            case KEEP_LAST -> Mask.keepLast(length);
            case TRUNCATE -> Mask.truncate(length);
            case HMAC -> Mask.hmac(secret(options));
            case NULL -> Mask.nothing();
            default -> Mask.redact(options.getString(REPLACEMENT));
        };
    }

    private static Password secret(AbstractConfig options) {
        Password secret = options.getPassword(SECRET);
        if (secret == null) {
            throw new ConfigException(SECRET, null, "Required with " + MODE + "=" + HMAC + ".");
        }
        return secret;
    }
}
