package dev.lockstep.source.postgres.config;

/** The options that decide the Connect schema and value of a column. */
public record TypeOptions(
        DecimalMode decimalMode,
        TimePrecisionMode timePrecisionMode,
        BinaryMode binaryMode,
        HstoreMode hstoreMode,
        IntervalMode intervalMode,
        int moneyFractionDigits,
        String unavailablePlaceholder) {

    /** What a connector gets that configures none of them. */
    public static final TypeOptions DEFAULTS =
            new TypeOptions(
                    DecimalMode.PRECISE,
                    TimePrecisionMode.ADAPTIVE,
                    BinaryMode.BYTES,
                    HstoreMode.JSON,
                    IntervalMode.NUMERIC,
                    2,
                    "__debezium_unavailable_value");
}
